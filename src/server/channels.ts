import type { StreamEnd } from '../api/request.ts';

/** How the channels of an exec or attach travel in a WebSocket: the newest first. v5 can close standard input alone. */
export const channelProtocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io'] as const;

export type ChannelProtocol = (typeof channelProtocols)[number];

/** The first byte of each message. */
export const channelNumbers = { stdin: 0, stdout: 1, stderr: 2, error: 3, resize: 4, close: 255 } as const;

/** A message of the client. */
export type ClientFrame =
  | { readonly kind: 'stdin'; readonly data: Buffer }
  | { readonly kind: 'closeStdin' }
  | { readonly kind: 'resize'; readonly columns: number; readonly rows: number }
  | { readonly kind: 'nothing' };

/** Reads a message; a string says what is wrong with it. */
export function readFrame(message: Buffer, protocol: ChannelProtocol): ClientFrame | string {
  if (message.length === 0) return { kind: 'nothing' };
  const data = message.subarray(1);
  switch (message[0]) {
    case channelNumbers.stdin:
      return data.length === 0 ? { kind: 'nothing' } : { kind: 'stdin', data };
    case channelNumbers.resize:
      return readResize(data);
    case channelNumbers.close:
      if (protocol !== 'v5.channel.k8s.io') return 'only v5.channel.k8s.io can close a channel';
      return data[0] === channelNumbers.stdin ? { kind: 'closeStdin' } : { kind: 'nothing' };
    default:
      return `the client may not write to channel ${message[0]}`;
  }
}

function readResize(data: Buffer): ClientFrame | string {
  if (data.length === 0) return { kind: 'nothing' };
  try {
    const { Width, Height } = JSON.parse(data.toString()) as { Width?: unknown; Height?: unknown };
    if (isSize(Width) && isSize(Height)) return { kind: 'resize', columns: Width, rows: Height };
  } catch {
    // Said below.
  }
  return 'a terminal size is {"Width":80,"Height":24}';
}

function isSize(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 65_535;
}

/** A message of the server. */
export function frameOf(channel: 'stdout' | 'stderr' | 'error', text: string): Buffer {
  return Buffer.concat([Buffer.from([channelNumbers[channel]]), Buffer.from(text)]);
}

/** What the error channel says when the process has ended, which is how kubectl learns its exit code. */
export function endStatus({ exitCode = 0, error }: StreamEnd, command: readonly string[]): object {
  if (error !== undefined) return internalError(error);
  if (exitCode === 0) return { metadata: {}, status: 'Success' };
  // As containerd words it.
  const why = `error executing command [${command.join(' ')}], exit code ${exitCode}`;
  return {
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: ${why}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(exitCode) }] },
  };
}

/** A failure behind the API server, at the kubelet or the runtime. */
export function internalError(message: string): object {
  return {
    metadata: {},
    status: 'Failure',
    message: `Internal error occurred: ${message}`,
    reason: 'InternalError',
    details: { causes: [{ message }] },
    code: 500,
  };
}
