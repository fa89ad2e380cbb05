// Reads a stream of events with npm's eventsource through a proxy that cuts each connection after a random number of
// bytes, so many times, and prints what came: one line of JSON. Input, as JSON: {"port", "credential", "cuts"}, and
// when to end: "events" for so many, "last" for the customer of that name, "patience" in seconds.
import net from 'node:net';
import { readFileSync } from 'node:fs';
import { EventSource } from 'eventsource';

const wanted = JSON.parse(readFileSync(0, 'utf8'));
// The service asks for three seconds before each return; a proof of many cuts need not wait so long.
const later = globalThis.setTimeout;
globalThis.setTimeout = (task, pause, ...rest) => later(task, wanted.cuts && pause === 3000 ? 5 : pause, ...rest);

const received = [];
let connections = 0;
let cut = 0;

const proxy = net.createServer((near) => {
  connections += 1;
  let left = cut < wanted.cuts ? Math.floor(Math.random() * 6000) : Infinity;
  const far = net.connect(wanted.port, '127.0.0.1');
  const end = () => { near.destroy(); far.destroy(); };
  near.pipe(far);
  far.on('data', (bytes) => {
    const passed = bytes.subarray(0, Math.min(left, bytes.length));
    left -= passed.length;
    near.write(passed, () => {
      if (left === 0) {
        cut += 1;
        left = -1;
        end();
      }
    });
  });
  for (const socket of [near, far]) {
    socket.on('error', end).on('close', end);
  }
});

proxy.listen(0, '127.0.0.1', () => {
  const { port } = proxy.address();
  const url = `http://127.0.0.1:${port}/v1/events/stream?after=evt_00000000000000000000000000`;
  const source = new EventSource(url, {
    fetch: (input, init) => fetch(input, {
      ...init, headers: { ...init.headers, Authorization: `Bearer ${wanted.credential}` },
    }),
  });
  source.addEventListener('customer.created', (message) => {
    const event = JSON.parse(message.data);
    received.push(message.lastEventId === event.id ? event.sequence : `${message.lastEventId} is not ${event.id}`);
    if (received.length === wanted.events || event.data.customer.name === wanted.last) {
      // A moment more, for what must not come.
      setTimeout(() => finish(source, 0), 500);
    }
  });
  setTimeout(() => finish(source, 1), (wanted.patience ?? 240) * 1000);
});

function finish(source, code) {
  source.close();
  process.stdout.write(`${JSON.stringify({ received, connections, cut })}\n`, () => process.exit(code));
}
