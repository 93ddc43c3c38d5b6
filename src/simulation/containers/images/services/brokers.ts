import type { Image } from '../../image.ts';
import type { Process } from '../../process.ts';
import { isoStamp } from '../logTimes.ts';
import { answers, jvmSigtermExitCode } from './portProbe.ts';
import { serviceImage } from './service.ts';

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
