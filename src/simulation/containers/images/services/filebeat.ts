import type { Image } from '../../image.ts';
import type { Process } from '../../process.ts';
import { serviceImage } from './service.ts';

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
