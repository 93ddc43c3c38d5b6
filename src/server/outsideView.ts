import type { KubernetesObject } from '../api/objects.ts';
import type { ApiEndpoint, ApiRequest, ApiResponse, OpenedStream, StreamReceiver } from '../api/request.ts';
import { movedTimes, shownBody } from './shownTimes.ts';
import type { TimeOffsets } from './timeOffsets.ts';

/** By how much times are shown later than they are stored. */
export type Offsets = Pick<TimeOffsets, 'now' | 'of'>;

/**
 * The cluster as programs with a clock of their own see it: every time that the system set is shown on the wall clock, and
 * comes back from a client as the moment of virtual time that it stands for.
 */
export class OutsideView implements ApiEndpoint {
  readonly #inside: ApiEndpoint;
  readonly #offsets: Offsets;

  constructor(inside: ApiEndpoint, offsets: Offsets) {
    this.#inside = inside;
    this.#offsets = offsets;
  }

  send(request: ApiRequest): ApiResponse {
    const response = this.#inside.send(this.#inward(request));
    return { ...response, body: this.#outward(response.body) };
  }

  open(request: ApiRequest, receiver: StreamReceiver): OpenedStream {
    return this.#inside.open(request, {
      onEnd: (end) => receiver.onEnd(end),
      onChunk: (chunk) => {
        if (chunk.channel !== 'watch') return receiver.onChunk(chunk);
        const object = this.#outward(chunk.event.object) as KubernetesObject;
        receiver.onChunk({ channel: 'watch', event: { ...chunk.event, object } });
      },
    });
  }

  #outward(body: unknown): unknown {
    return shownBody(body, (version) => (version === undefined ? this.#offsets.now() : this.#offsets.of(version)));
  }

  /** The text stays as it was sent, with its mistakes, unless there is a time in it to bring back. */
  #inward(request: ApiRequest): ApiRequest {
    if (
      typeof request.body !== 'string' ||
      request.contentType?.includes('json-patch') ||
      !hasTime.test(request.body)
    ) {
      return request;
    }
    const object = parsed(request.body);
    if (!object) return request;
    const version = (object.metadata as { resourceVersion?: unknown } | undefined)?.resourceVersion;
    const known = typeof version === 'string' && /^\d+$/.test(version);
    const moved = movedTimes(object, -(known ? this.#offsets.of(version) : this.#offsets.now()));
    return moved === object ? request : { ...request, body: JSON.stringify(moved) };
  }
}

const hasTime = /"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
