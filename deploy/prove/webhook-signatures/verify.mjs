// Reads one JSON object a line: {secret, id, timestamp, signature, payload}.
// Answers one line each: {"standardwebhooks": true|false, "svix": true|false}, true where the library accepts it.
import { createInterface } from "node:readline";
import { Webhook as StandardWebhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";

const accepts = (Webhook, webhook) => {
  try {
    new Webhook(webhook.secret).verify(webhook.payload, {
      "webhook-id": webhook.id,
      "webhook-timestamp": webhook.timestamp,
      "webhook-signature": webhook.signature,
    });
    return true;
  } catch {
    return false;
  }
};

for await (const line of createInterface({ input: process.stdin })) {
  const webhook = JSON.parse(line);
  console.log(
    JSON.stringify({
      standardwebhooks: accepts(StandardWebhook, webhook),
      svix: accepts(SvixWebhook, webhook),
    }),
  );
}
