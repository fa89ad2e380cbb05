package dev.nightdesk.api.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Self-made certificates from the JDK's keytool, each with an authority of its own. */
final class TestCertificates {

    private static final String PASSWORD = "only for this test";
    private static final String AUTHORITY = "authority";
    private static final String RECEIVER = "receiver";

    private final Path folder;

    TestCertificates(Path folder) {
        this.folder = folder;
    }

    /**
     * A certificate for {@code name}, valid for ten days from {@code startDate} (keytool's form), in a store with the
     * authority that signed it.
     */
    KeyStore make(String name, String startDate) throws IOException, InterruptedException, GeneralSecurityException {
        Path file = folder.resolve(name + startDate.replaceAll("[^0-9]", "") + ".p12");
        keytool(file, AUTHORITY, "Test authority", "-ext", "bc:critical=ca:true", "-startdate", "-60d",
                "-validity", "90");
        keytool(file, RECEIVER, name, "-signer", AUTHORITY, "-ext", "san=dns:" + name, "-startdate", startDate,
                "-validity", "10");
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static void keytool(Path store, String alias, String name, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-alias", alias, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + name,
                "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
        command.addAll(List.of(options));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed: " + said);
        }
    }

    /** Shows the receiver's certificate with its chain. */
    static SSLContext server(KeyStore store) throws GeneralSecurityException, IOException {
        KeyStore identity = empty();
        identity.setKeyEntry(
                RECEIVER,
                store.getKey(RECEIVER, PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                store.getCertificateChain(RECEIVER));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(identity, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** Trusts the authority behind the receiver's certificate and no other. */
    static SSLContext trusting(KeyStore store) throws GeneralSecurityException, IOException {
        KeyStore anchors = empty();
        anchors.setCertificateEntry(AUTHORITY, store.getCertificate(AUTHORITY));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
