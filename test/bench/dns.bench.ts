import { createSocket } from 'node:dgram';
import { encode } from 'dns-packet';
import { openDnsCluster } from '../server/dnsCluster.ts';
import { ZoneWorld } from '../simulation/dns/zoneWorld.ts';
import { bench, perSecond } from './benchmark.ts';

const queries = 100_000;
const udpQueries = 20_000;
/** So many questions are on their way at a time, as many clients would have them. */
const inFlight = 64;
const services = 1_000;

/** A zone with many Services and headless ones among them. */
function largeZone(): ReturnType<ZoneWorld['zone']> {
  const world = new ZoneWorld();
  world.namespace('default');
  for (let number = 0; number < services; number++) {
    const clusterIP = number % 10 === 0 ? 'None' : `10.96.${number >> 8}.${number & 255}`;
    world.service('default', `s${number}`, { clusterIP, ports: [{ name: 'http', port: 80 }] });
    world.slice('default', `s${number}`, ['10.244.1.1', '10.244.1.2', '10.244.1.3'], [{ name: 'http', port: 80 }]);
  }
  return world.zone();
}

bench('DNS: 100,000 questions to a zone of 1,000 Services', 'per second', () => {
  const zone = largeZone();
  const types = ['A', 'AAAA', 'SRV', 'A'] as const;
  return perSecond(queries, () => {
    for (let count = 0; count < queries; count++) {
      const missing = count % 3 === 0 ? 'nothing' : 's';
      const name = `${missing}${count % services}.default.svc.cluster.local`;
      zone.find({ name, type: types[count & 3] ?? 'A', class: 'IN' });
    }
  });
});

bench('DNS: 20,000 questions over UDP', 'per second', async () => {
  const { door, port } = await openDnsCluster();
  const socket = createSocket('udp4');
  const packet = encode({
    type: 'query',
    id: 1,
    flags: 256,
    questions: [{ name: 'web.default.svc.cluster.local', type: 'A', class: 'IN' }],
  });
  const start = performance.now();
  await new Promise<void>((resolve) => {
    let sent = 0;
    let answered = 0;
    const send = () => {
      if (sent >= udpQueries) return;
      sent += 1;
      socket.send(packet, port, '127.0.0.1');
    };
    socket.on('message', () => {
      answered += 1;
      if (answered >= udpQueries) resolve();
      else send();
    });
    for (let count = 0; count < inFlight; count++) send();
  });
  const elapsedMs = performance.now() - start;
  socket.close();
  await door.close();
  return (udpQueries * 1000) / elapsedMs;
});
