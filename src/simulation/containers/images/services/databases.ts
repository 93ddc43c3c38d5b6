import type { Image } from '../../image.ts';
import type { Process } from '../../process.ts';
import { folder } from '../baseFiles.ts';
import { listenAddresses } from '../listenAddresses.ts';
import { isoStamp } from '../logTimes.ts';
import { answers, jvmSigtermExitCode } from './portProbe.ts';
import { serviceImage } from './service.ts';

/** `--bind_ip`; the image's script asks for all addresses where nothing is said. */
function mongoHosts({ argv }: Process): string {
  return /(?:^|\n)--bind_ip[=\n]([^\n]*)/.exec(argv.join('\n'))?.[1] ?? '*';
}

/** docker.io/library/mongo: structured log lines, one JSON object each. */
export function mongo(version: string): Image {
  const line = (process: Process, severity: string, component: string, id: number, msg: string, attr?: object) =>
    JSON.stringify({
      t: { $date: `${new Date(process.nowMs).toISOString().replace('Z', '')}+00:00` },
      s: severity,
      c: component,
      id,
      ctx: 'initandlisten',
      msg,
      ...(attr && { attr }),
    });
  return serviceImage({
    binary: 'mongod',
    env: { MONGO_VERSION: version },
    ports: [27017],
    listens: (process) => listenAddresses(process, mongoHosts(process).split(','), 27017),
    logTo: 1,
    memoryMib: 160,
    startUpCpuMs: 700,
    starting: (process) => [
      line(process, 'I', 'CONTROL', 4615611, 'MongoDB starting', {
        pid: process.pid,
        port: 27017,
        dbPath: '/data/db',
        architecture: '64-bit',
        host: process.kernel.hostname,
      }),
      line(process, 'I', 'CONTROL', 23403, 'Build Info', { buildInfo: { version } }),
    ],
    ready: (process) => [
      line(process, 'I', 'NETWORK', 23015, 'Listening on', { address: mongoHosts(process).replace('*', '0.0.0.0') }),
      line(process, 'I', 'NETWORK', 23016, 'Waiting for connections', { port: 27017, ssl: 'off' }),
    ],
    portTaken: (process, port) => ({
      lines: () => [
        line(process, 'E', 'CONTROL', 20568, 'Error setting up listener', {
          error: {
            code: 9001,
            codeName: 'SocketException',
            errmsg: `setup bind :: caused by :: Address already in use (0.0.0.0:${port})`,
          },
        }),
      ],
      exitCode: 48,
    }),
    ends: {
      SIGTERM: {
        lines: (process) => [
          line(process, 'I', 'CONTROL', 23377, 'Received signal', { signal: 15, error: 'Terminated' }),
          line(process, 'I', 'CONTROL', 23138, 'Shutting down', { exitCode: 0 }),
        ],
        afterMs: 300,
      },
    },
    tools: { mongosh: answers(27017, '{ ok: 1 }', 'MongoNetworkError: connect ECONNREFUSED 127.0.0.1:27017') },
  });
}

/** Cassandra: docker.io/library/cassandra, and the image of the documentation's StatefulSet with its probe script. */
export function cassandra(version: string): Image {
  const line = (process: Process, file: string, text: string) =>
    `INFO  [main] ${isoStamp(process.nowMs).replace('.', ',')} ${file} - ${text}`;
  const answersNative = answers(9042, '', "Connection error: ('Unable to connect to any servers')");
  const image = serviceImage({
    binary: 'cassandra',
    args: ['-f'],
    env: { CASSANDRA_VERSION: version },
    ports: [7000, 9042],
    logTo: 1,
    memoryMib: 900,
    startUpCpuMs: 12_000,
    starting: (process) => [line(process, 'CassandraDaemon.java:507', `Cassandra version: ${version || '3.11.2'}`)],
    ready: (process) => [
      line(process, 'StorageService.java:1512', 'JOINING: Finish joining ring'),
      line(
        process,
        'Server.java:156',
        `Starting listening for CQL clients on /${process.kernel.network.ip}:9042 (unencrypted)...`,
      ),
      line(process, 'CassandraDaemon.java:650', 'Startup complete'),
    ],
    portTaken: (process, port) => ({
      lines: () => [
        `ERROR [main] ${isoStamp(process.nowMs)} CassandraDaemon.java:803 - Fatal configuration error: /0.0.0.0:${port} is in use by another process.`,
      ],
      exitCode: 3,
    }),
    ends: {
      SIGTERM: {
        lines: (process) => [line(process, 'StorageService.java:1570', 'DRAINED')],
        afterMs: 800,
        exitCode: jvmSigtermExitCode,
      },
    },
    tools: { nodetool: answers(7000, '', 'nodetool: Failed to connect'), cqlsh: answersNative },
  });
  return {
    ...image,
    files: {
      ...image.files,
      'ready-probe.sh': { kind: 'program', program: answersNative },
      cassandra_data: folder({}, 0o777),
    },
  };
}
