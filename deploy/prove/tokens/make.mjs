// Makes good and forged tokens with jose. Reads what the server gave on standard input, writes a list of
// {name, token, expected status}.
import { readFileSync } from "node:fs";
import * as jose from "jose";

const given = JSON.parse(readFileSync(0, "utf8"));
const key = Buffer.from(given.secret.secret.replace(/^nds_/, ""), "base64url");
const now = Math.floor(Date.now() / 1000);
const list = [];
const add = (name, token, expected = 401) => list.push({ name, token, expected });

const claims = { iss: given.workspace, aud: "nightdesk", sub: "user-1", iat: now, exp: now + 600 };
const header = { alg: "HS256", typ: "nd-customer+jwt", kid: given.secret.id };
const sign = (changes = {}, headerChanges = {}, by = key) =>
  new jose.SignJWT({ ...claims, ...changes }).setProtectedHeader({ ...header, ...headerChanges }).sign(by);

add("a customer's token", await sign(), 200);
add("the agent's token of the API", given.agentToken, 200);
for (const alg of ["HS384", "HS512"]) {
  const long = Buffer.concat([key, key]);
  add(alg, await sign({}, { alg }, long));
}
add("none", new jose.UnsecuredJWT(claims).encode());
for (const alg of ["none", "None", "nOnE"]) {
  const part = Buffer.from(JSON.stringify({ ...header, alg })).toString("base64url");
  const body = Buffer.from(JSON.stringify(claims)).toString("base64url");
  add(alg + ", empty signature", `${part}.${body}.`);
}
for (const alg of ["RS256", "PS256", "ES256", "EdDSA"]) {
  const pair = await jose.generateKeyPair(alg, { extractable: true });
  const jwk = await jose.exportJWK(pair.publicKey);
  add(alg, await sign({}, { alg }, pair.privateKey));
  add(alg + " with its own key in the header", await sign({}, { alg, jwk }, pair.privateKey));
  add(alg + " as an agent", await new jose.SignJWT(jose.decodeJwt(given.agentToken))
    .setProtectedHeader({ ...jose.decodeProtectedHeader(given.agentToken), alg }).sign(pair.privateKey));
}
const published = given.keys.keys[0];
const pem = await jose.exportSPKI(await jose.importJWK(published, "ES256", { extractable: true }));
for (const secret of [pem, pem.trim(), JSON.stringify(published), published.x]) {
  add("HS256 with the public key", await new jose.SignJWT(jose.decodeJwt(given.agentToken))
    .setProtectedHeader({ ...jose.decodeProtectedHeader(given.agentToken), alg: "HS256" })
    .sign(new TextEncoder().encode(secret.padEnd(32, " "))));
}
const [head, body] = given.agentToken.split(".");
add("r = s = 0", `${head}.${body}.${Buffer.alloc(64).toString("base64url")}`);
add("jku", await sign({}, { jku: "https://example.com/keys.json" }));
add("x5u", await sign({}, { x5u: "https://example.com/chain.pem" }));
add("crit", await new jose.SignJWT(claims).setProtectedHeader({ ...header, crit: ["b64"], b64: true }).sign(key));
add("another secret", await sign({}, {}, Buffer.alloc(32, 7)));
add("another kid", await sign({}, { kid: "ids_01KJPX6P1RYV5AVVZFF84C0CMM" }));
add("expired", await sign({ iat: now - 700, exp: now - 61 }));
add("too long a life", await sign({ exp: now + 86_500 }));
add("no audience", await sign({ aud: undefined }));
add("another issuer", await sign({ iss: "wsp_01KJPX6P1RYV5AVVZFF84C0CMM" }));
add("another type", await sign({}, { typ: "JWT" }));
const encrypted = await new jose.EncryptJWT(claims).setProtectedHeader({ alg: "dir", enc: "A256GCM" }).encrypt(key);
add("encrypted", encrypted);

process.stdout.write(JSON.stringify(list));
