// Burns CPU in `heavy` and `light`, about three to one and in turns, keeps what `allocate` makes, and says what it did: seconds in each
// by the CPU time of the process and by the wall clock. Pyroscope's SDK sends to the address in SERVER_ADDRESS meanwhile.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const Pyroscope = require('@pyroscope/nodejs');

const CPU_SECONDS = 4;
const ROUNDS = 5e5;

function heavy(rounds) {
  let x = 123456789;
  for (let i = 0; i < rounds; i++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
  }
  return x;
}

function light(rounds) {
  let x = 362436069;
  for (let i = 0; i < rounds; i++) {
    x ^= x << 9;
    x ^= x >>> 19;
    x ^= x << 7;
  }
  return x;
}

function allocate(kept) {
  for (let i = 0; i < 200; i++) {
    kept.push(new Array(64).fill(i));
  }
}

function version() {
  const root = path.join(path.dirname(require.resolve('@pyroscope/nodejs')), '../..');
  return JSON.parse(fs.readFileSync(path.join(root, 'package.json'))).version;
}

function now() {
  const cpu = process.cpuUsage();
  return { cpu: (cpu.user + cpu.system) / 1e6, wall: performance.now() / 1e3 };
}

async function main() {
  Pyroscope.init({
    serverAddress: process.env.SERVER_ADDRESS,
    appName: 'burner',
    tags: { version: '1.4.2', pod: 'pod-1' },
    flushIntervalMs: 3000,
    wall: { collectCpuTime: true },
  });
  Pyroscope.start();
  const started = now();
  const spent = { cpu: { heavy: 0, light: 0 }, wall: { heavy: 0, light: 0 } };
  const kept = [];
  let sink = 0;
  while (spent.cpu.heavy + spent.cpu.light < CPU_SECONDS) {
    const start = now();
    sink ^= heavy(3 * ROUNDS);
    const between = now();
    sink ^= light(ROUNDS);
    const end = now();
    for (const clock of ['cpu', 'wall']) {
      spent[clock].heavy += between[clock] - start[clock];
      spent[clock].light += end[clock] - between[clock];
    }
    allocate(kept);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Pyroscope.stop();
  const ended = now();
  spent.cpu.process = ended.cpu;
  spent.wall.process = ended.wall - started.wall;
  console.log(JSON.stringify({ client: `@pyroscope/nodejs ${version()}`, ...spent, sink }));
}

main();
