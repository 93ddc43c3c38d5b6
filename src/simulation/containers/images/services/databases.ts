import { refused } from '../../errno.ts';
import type { Image } from '../../image.ts';
import type { Process } from '../../process.ts';
import { connect, type Program, write } from '../../syscalls.ts';
import { folder } from '../baseFiles.ts';
import { isoStamp } from '../logTimes.ts';
import { serviceImage } from './service.ts';

/** A JVM that gets SIGTERM runs its shutdown hooks and ends with 143. */
const jvmSigtermExitCode = 143;

/** A tool that says whether a port of its own container answers: 0 or 1. */
const answers = (port: number, yes: string, no: string): Program =>
  function* (process) {
    const fd = yield* connect({ ip: '127.0.0.1', port });
    if (refused(fd)) {
      yield* write(2, no === '' ? '' : `${no}\n`);
      return 1;
    }
    process.close(fd);
    yield* write(1, yes === '' ? '' : `${yes}\n`);
    return 0;
  };

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
      line(process, 'I', 'NETWORK', 23015, 'Listening on', { address: '0.0.0.0' }),
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

/** docker.io/library/rabbitmq. */
export function rabbitmq(version: string): Image {
  const line = (process: Process, text: string) => `${isoStamp(process.nowMs)}000+00:00 [info] <0.9.0> ${text}`;
  return serviceImage({
    binary: 'rabbitmq-server',
    env: { RABBITMQ_VERSION: version },
    ports: [5672, 25672],
    logTo: 1,
    memoryMib: 120,
    startUpCpuMs: 3500,
    starting: (process) => [
      line(
        process,
        `\n Starting RabbitMQ ${version} on Erlang 27.3 [jit]\n Copyright (c) 2007-2025 Broadcom Inc and/or its subsidiaries`,
      ),
      '',
      `  ##  ##      RabbitMQ ${version}`,
      '  ##  ##',
      '  ##########  Copyright (c) 2007-2025 Broadcom Inc and/or its subsidiaries',
      '  ######  ##',
      '  ##########  Licensed under the MPL 2.0. Website: https://rabbitmq.com',
      '',
    ],
    ready: (process) => [
      line(process, 'started TCP listener on [::]:5672'),
      line(process, 'Server startup complete; 4 plugins started.'),
    ],
    portTaken: (_, port) => ({
      lines: () => [
        `BOOT FAILED\n===========\nERROR: could not bind to distribution port ${port}, it is in use by another node`,
      ],
      exitCode: 1,
    }),
    ends: {
      SIGTERM: {
        lines: (process) => [
          line(process, 'SIGTERM received - shutting down'),
          line(process, 'Successfully stopped RabbitMQ and its dependencies'),
        ],
        afterMs: 900,
      },
    },
    tools: {
      'rabbitmq-diagnostics': answers(5672, 'Ping succeeded', 'Error: unable to perform an operation on node'),
      rabbitmqctl: answers(5672, 'Status of node is running', 'Error: unable to perform an operation on node'),
    },
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

/** ZooKeeper: docker.io/library/zookeeper, and the documentation's, which begins with `start-zookeeper`. */
export function zookeeper(version: string): Image {
  const line = (process: Process, text: string) =>
    `${isoStamp(process.nowMs).replace('.', ',')} [myid:] - INFO  [main:${text}`;
  const program = {
    ports: [2181],
    logTo: 1,
    memoryMib: 90,
    startUpCpuMs: 1500,
    starting: (process: Process) => [
      line(process, 'o.a.z.s.q.QuorumPeerConfig@135] - Reading configuration from: /conf/zoo.cfg'),
    ],
    ready: (process: Process) => [
      line(process, 'o.a.z.s.NIOServerCnxnFactory@661] - binding to port 0.0.0.0/0.0.0.0:2181'),
    ],
    portTaken: (process: Process) => ({
      lines: () => [
        `${isoStamp(process.nowMs)} [myid:] - ERROR [main:o.a.z.s.ZooKeeperServerMain@86] - Unexpected exception, exiting abnormally: java.net.BindException: Address already in use`,
      ],
      exitCode: 1,
    }),
    ends: { SIGTERM: { exitCode: jvmSigtermExitCode, afterMs: 200 } },
  } as const;
  const ready = answers(2181, 'imok', '');
  const start = serviceImage({ ...program, binary: 'start-zookeeper', tools: { 'zookeeper-ready': ready } });
  if (version === '') return start;
  return serviceImage({
    ...program,
    binary: 'zkServer.sh',
    args: ['start-foreground'],
    tools: { 'zookeeper-ready': ready },
  });
}

/** docker.io/apache/kafka, one broker. */
export function kafka(version: string): Image {
  const line = (process: Process, text: string) => `[${isoStamp(process.nowMs).replace('.', ',')}] INFO ${text}`;
  return serviceImage({
    binary: 'kafka-run',
    env: { KAFKA_VERSION: version },
    user: '1000',
    ports: [9092, 9093],
    logTo: 1,
    memoryMib: 350,
    startUpCpuMs: 5000,
    starting: (process) => [line(process, 'Starting controller (kafka.server.ControllerServer)')],
    ready: (process) => [
      line(process, 'Awaiting socket connections on 0.0.0.0:9092. (kafka.network.DataPlaneAcceptor)'),
      line(process, '[KafkaRaftServer nodeId=1] Kafka Server started (kafka.server.KafkaRaftServer)'),
    ],
    portTaken: (process, port) => ({
      lines: () => [
        `[${isoStamp(process.nowMs)}] ERROR org.apache.kafka.common.KafkaException: Socket server failed to bind to 0.0.0.0:${port}: Address already in use.`,
      ],
      exitCode: 1,
    }),
    ends: {
      SIGTERM: {
        lines: (process) => [
          line(
            process,
            'Terminating process due to signal SIGTERM (org.apache.kafka.common.utils.LoggingSignalHandler)',
          ),
        ],
        afterMs: 900,
        exitCode: jvmSigtermExitCode,
      },
    },
  });
}

/** etcd: registry.k8s.io/etcd and quay.io/coreos/etcd, one member. */
export function etcd(): Image {
  const line = (process: Process, msg: string, more: object = {}) =>
    JSON.stringify({ level: 'info', ts: new Date(process.nowMs).toISOString(), caller: 'embed/etcd.go', msg, ...more });
  return serviceImage({
    binary: 'etcd',
    ports: [2379, 2380],
    logTo: 2,
    memoryMib: 20,
    startUpCpuMs: 150,
    starting: (process) => [line(process, 'Running: ', { args: process.argv }), line(process, 'Starting etcd')],
    ready: (process) => [
      line(process, 'ready to serve client requests'),
      line(process, 'serving client traffic insecurely; this is strongly discouraged!', { address: '0.0.0.0:2379' }),
    ],
    portTaken: (process, port) => ({
      lines: () => [
        JSON.stringify({
          level: 'fatal',
          ts: new Date(process.nowMs).toISOString(),
          msg: 'discovery failed',
          error: `listen tcp 0.0.0.0:${port}: bind: address already in use`,
        }),
      ],
      exitCode: 1,
    }),
    ends: {
      SIGTERM: {
        lines: (process) => [
          line(process, 'received signal; shutting down', { signal: 'terminated' }),
          line(process, 'closed etcd server'),
        ],
      },
    },
    tools: {
      etcdctl: answers(
        2379,
        '127.0.0.1:2379 is healthy: successfully committed proposal',
        '127.0.0.1:2379 is unhealthy: failed to connect',
      ),
    },
  });
}

/** docker.elastic.co/beats/filebeat: reads and sends nothing, and says so. */
export function filebeat(version: string): Image {
  const line = (process: Process, message: string) =>
    JSON.stringify({
      'log.level': 'info',
      '@timestamp': new Date(process.nowMs).toISOString(),
      message,
      'service.name': 'filebeat',
      'ecs.version': '1.6.0',
    });
  return serviceImage({
    binary: 'filebeat',
    args: ['-environment', 'container'],
    user: '1000',
    ports: [],
    logTo: 2,
    memoryMib: 40,
    startUpCpuMs: 300,
    starting: (process) => [line(process, `Setup Beat: filebeat; Version: ${version}`)],
    ready: (process) => [
      line(process, 'filebeat start running.'),
      line(process, 'Pod Labs does not simulate its inputs and outputs.'),
    ],
    portTaken: () => ({ exitCode: 1 }),
    ends: { SIGTERM: { lines: (process) => [line(process, 'filebeat stopped.')] } },
  });
}
