import { type SystemError, systemError } from './errno.ts';
import type { FileNode } from './filesystem.ts';
import { DeviceDescription, OpenFile } from './openFile.ts';
import type { ProcessFiles } from './processFiles.ts';

/** What a process gets that opens a device: some stand for what it has open already. */
export function openDevice(
  process: ProcessFiles,
  device: Extract<FileNode, { kind: 'device' }>['device'],
): OpenFile | SystemError {
  if (device instanceof OpenFile) return device;
  switch (device) {
    case 'null':
      return new DeviceDescription();
    case 'zero':
      return new DeviceDescription((count) => '\0'.repeat(count));
    case 'random':
      return new DeviceDescription((count) => process.kernel.randomBytes(count));
    case 'stdin':
    case 'stdout':
    case 'stderr':
      return process.files[['stdin', 'stdout', 'stderr'].indexOf(device)] ?? systemError('ENOENT');
    case 'tty':
      return process.files.find((file) => file?.isTerminal) ?? systemError('ENOENT');
  }
}
