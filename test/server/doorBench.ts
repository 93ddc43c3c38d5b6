import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { text as textOf } from 'node:stream/consumers';
import type { Status } from '../../src/api/generated/objects.ts';
import type { ApiEndpoint } from '../../src/api/request.ts';
import { type ApiDoor, openApiDoor } from '../../src/server/apiDoor.ts';
import { makeCertificate, type SessionCertificate } from '../../src/server/certificate.ts';
import { Cluster } from '../../src/simulation/cluster.ts';

export interface Sent {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface Received {
  readonly code: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** An open door to a new cluster, and what a program on this machine can do there. */
export class DoorBench {
  readonly cluster: Cluster;
  readonly door: ApiDoor;
  readonly certificate: SessionCertificate;
  readonly token = 'the-token';
  /** What the door took for our own mistakes: there should be none. */
  readonly mistakes: unknown[];

  private constructor(cluster: Cluster, door: ApiDoor, certificate: SessionCertificate, mistakes: unknown[]) {
    this.cluster = cluster;
    this.door = door;
    this.certificate = certificate;
    this.mistakes = mistakes;
  }

  /** `endpoint` stands in for the cluster, where it is given. */
  static async open(endpoint?: ApiEndpoint): Promise<DoorBench> {
    const cluster = new Cluster({ seed: 1, nodes: 1, startTimeMs: Date.UTC(2026, 0, 5, 9) });
    const certificate = await makeCertificate(Date.now());
    const mistakes: unknown[] = [];
    const door = await openApiDoor({
      endpoint: endpoint ?? cluster,
      port: 0,
      token: 'the-token',
      certificate,
      onMistake: (error) => mistakes.push(error),
    });
    return new DoorBench(cluster, door, certificate, mistakes);
  }

  get port(): number {
    return Number(new URL(this.door.server).port);
  }

  get authorization(): { authorization: string } {
    return { authorization: `Bearer ${this.token}` };
  }

  /** Begins a request with the token; the answer is read by whoever asked. */
  begin(sent: Sent): ClientRequest {
    const { method = 'GET', path, headers = {} } = sent;
    const authorized = { ...this.authorization, ...headers };
    return request({
      host: '127.0.0.1',
      port: this.port,
      ca: this.certificate.certificatePem,
      // Whatever the Host header says.
      servername: 'localhost',
      agent: false,
      method,
      path,
      headers: authorized,
    });
  }

  async send(sent: Sent): Promise<Received> {
    const begun = this.begin(sent);
    const answered = new Promise<IncomingMessage>((resolve, reject) =>
      begun.on('response', resolve).on('error', reject),
    );
    begun.end(sent.body);
    return received(await answered);
  }

  /** A request that is sent and must be refused with this code; the `Status`. */
  async refused(sent: Sent, code: number): Promise<Status> {
    const { code: actual, headers, text } = await this.send(sent);
    if (actual !== code) throw new Error(`${sent.method ?? 'GET'} ${sent.path}: ${actual} ${text}`);
    if (!/^application\/json/.test(headers['content-type'] ?? '')) throw new Error(`type ${headers['content-type']}`);
    const status = JSON.parse(text) as Status;
    if (status.kind !== 'Status' || status.code !== code) throw new Error(text);
    return status;
  }

  /** What somebody gets who speaks HTTP without TLS; undefined where the connection just ends. */
  withoutTls(path: string): Promise<number | undefined> {
    return new Promise((resolve) => {
      const begun = httpRequest({ host: '127.0.0.1', port: this.port, path, agent: false });
      begun.on('response', (response) => resolve(response.statusCode));
      begun.on('error', () => resolve(undefined));
      begun.end();
    });
  }

  async close(): Promise<void> {
    await this.door.close();
  }
}

async function received(message: IncomingMessage): Promise<Received> {
  return { code: message.statusCode ?? 0, headers: message.headers, text: await textOf(message) };
}
