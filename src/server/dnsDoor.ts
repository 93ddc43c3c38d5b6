import { createSocket } from 'node:dgram';
import { createServer, type Socket } from 'node:net';
import { serveDnsConnection } from './dnsConnection.ts';
import { type AnswerDns, dnsReply } from './dnsReply.ts';
import { QueryBudget } from './queryBudget.ts';

export interface DnsDoorOptions {
  /** Who answers. A question that stays without an answer gets none here either: its client waits and asks again. */
  readonly answer: AnswerDns;
  /** 0 for any that is free. */
  readonly port: number;
  /** Told of errors that are our own; the question gets no answer, and the door stays open. */
  readonly onMistake: (error: unknown) => void;
}

/** An open door. */
export interface DnsDoor {
  /** `127.0.0.1:41253`, UDP and TCP. */
  readonly address: string;
  /** Ends every connection and stops listening. */
  close(): Promise<void>;
}

const loopback = '127.0.0.1';
/** More questions are dropped, as a name server's full socket does: the cluster needs its time too. */
const maxQueriesPerSecond = 25_000;
const maxConnections = 100;
/** Answers that the machine has not sent yet; then questions are dropped. */
const maxUnsent = 1_000;
/** A port that is free for UDP may be taken for TCP: so many are tried. */
const portTries = 20;

/** Opens the cluster's name server to programs of this machine: UDP and TCP on the loopback interface. Rejects where the port is taken. */
export async function openDnsDoor(options: DnsDoorOptions): Promise<DnsDoor> {
  const budget = new QueryBudget(maxQueriesPerSecond, () => performance.now());
  const reply = (packet: Uint8Array, transport: 'udp' | 'tcp'): Uint8Array | undefined => {
    if (!budget.take()) return undefined;
    try {
      return dnsReply(packet, transport, options.answer);
    } catch (error) {
      options.onMistake(error);
      return undefined;
    }
  };
  for (let tries = 1; ; tries++) {
    const udp = await openUdp(options.port, (packet) => reply(packet, 'udp'), options.onMistake);
    const { port } = udp;
    try {
      const tcp = await openTcp(port, (packet) => reply(packet, 'tcp'), options.onMistake);
      const close = async () => void (await Promise.all([udp.close(), tcp.close()]));
      return { address: `${loopback}:${port}`, close };
    } catch (error) {
      await udp.close();
      if (options.port !== 0 || tries >= portTries) throw error;
    }
  }
}

type Reply = (packet: Uint8Array) => Uint8Array | undefined;

/** A socket that is open. */
interface Opened {
  readonly port: number;
  close(): Promise<void>;
}

async function openUdp(port: number, reply: Reply, onMistake: (error: unknown) => void): Promise<Opened> {
  const socket = createSocket('udp4');
  let unsent = 0;
  socket.on('message', (packet, from) => {
    const answer = unsent < maxUnsent ? reply(packet) : undefined;
    if (!answer) return;
    unsent += 1;
    // A client that is gone is no error of ours.
    socket.send(answer, from.port, from.address, () => {
      unsent -= 1;
    });
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port, loopback, resolve);
  });
  socket.on('error', onMistake);
  return { port: socket.address().port, close: () => new Promise((resolve) => void socket.close(() => resolve())) };
}

async function openTcp(port: number, reply: Reply, onMistake: (error: unknown) => void): Promise<Opened> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    serveDnsConnection(socket, reply);
  });
  server.maxConnections = maxConnections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, resolve);
  });
  server.on('error', onMistake);
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
    });
  return { port, close };
}
