import type { Pod, Status } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import type { ApiStream, StreamReceiver } from '../../api/request.ts';

/** The parameters of `pods/log`. */
export interface LogOptions {
  readonly container?: string;
  readonly previous: boolean;
  readonly timestamps: boolean;
  readonly tailLines?: number;
  readonly sinceSeconds?: number;
  /** Milliseconds since 1970. */
  readonly sinceTimeMs?: number;
  readonly limitBytes?: number;
}

export interface ExecOptions {
  readonly container?: string;
  readonly command: readonly string[];
  readonly stdin: boolean;
  readonly tty: boolean;
}

/** What the API server asks of the kubelet of a Pod's Node: the subresources log, exec and attach. */
export interface PodStreams {
  logs(pod: Stored<Pod>, options: LogOptions): string | Status;
  followLogs(pod: Stored<Pod>, options: LogOptions, receiver: StreamReceiver): ApiStream | Status;
  exec(pod: Stored<Pod>, options: ExecOptions, receiver: StreamReceiver): ApiStream | Status;
  attach(pod: Stored<Pod>, options: ExecOptions, receiver: StreamReceiver): ApiStream | Status;
}
