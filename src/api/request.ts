import type { WatchEvent } from './objects.ts';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * A request to the API server as it travels over HTTP, without the wire.
 * `path` has no query and is percent-decoded per segment by the reader (`route.ts`).
 */
export interface ApiRequest {
  readonly method: HttpMethod;
  readonly path: string;
  /** A parameter that may repeat (`command` of an exec) has a list. */
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  /** Of the body; for a PATCH it says which kind of patch. */
  readonly contentType?: string;
  readonly accept?: string;
  /**
   * By how many milliseconds an age in a `Table` is counted longer, by the version of its object: for clients to whom
   * its times are shown on another clock. A part of the answer's form, as `accept` is.
   */
  readonly ageShiftMs?: (resourceVersion: string | undefined) => number;
  /** A JSON value, or the text as it was sent. */
  readonly body?: unknown;
  /** As in HTTP; the part before the first slash is the default field manager. */
  readonly userAgent?: string;
}

/** The answer. A failure is an answer too: its body is a `Status` with the same code. */
export interface ApiResponse {
  readonly code: number;
  /** A JSON value; text where `contentType` is `text/plain` (logs, `/healthz`). */
  readonly body: unknown;
  readonly contentType?: string;
  /** The texts of `Warning` headers. */
  readonly warnings?: readonly string[];
}

/** What a stream (watch, followed log, exec, attach) delivers, in order. */
export type StreamChunk =
  | { readonly channel: 'watch'; readonly event: WatchEvent }
  | { readonly channel: 'stdout' | 'stderr'; readonly text: string };

/** The receiving end of a stream. `onEnd` comes once; the exit code of an exec is its `exitCode`. */
export interface StreamReceiver {
  onChunk(chunk: StreamChunk): void;
  onEnd(end: StreamEnd): void;
}

export interface StreamEnd {
  readonly exitCode?: number;
  /** Why the stream broke off, where it did. */
  readonly error?: string;
}

/** The sending end of an open stream. */
export interface ApiStream {
  /** Standard input of an exec or attach; ignored by other streams. */
  write(text: string): void;
  closeInput(): void;
  close(): void;
}

/** `stream` is there when the response's code is 200 (101 for exec and attach). */
export interface OpenedStream {
  readonly response: ApiResponse;
  readonly stream?: ApiStream;
}

/** The synchronous API inside the simulation. */
export interface ApiEndpoint {
  send(request: ApiRequest): ApiResponse;
  /** For requests that stay open: `watch=true`, `follow=true`, exec, attach. */
  open(request: ApiRequest, receiver: StreamReceiver): OpenedStream;
}
