package dev.nightdesk.api.platform.auth;

/** The four kinds of credential. */
public enum CallerKind {
    /** The operator of the installation: makes workspaces and test clocks, nothing else. */
    PLATFORM,
    /** A back end of the embedding product. */
    API_KEY,
    /** A member of a support team, by a token that the API minted. */
    AGENT,
    /** An end user of the embedding product, by a token that the product signed. */
    CUSTOMER
}
