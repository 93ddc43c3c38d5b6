import type { KubernetesObject } from '../api/objects.ts';
import type { ApiEndpoint, ApiRequest, ApiResponse, OpenedStream, StreamReceiver } from '../api/request.ts';
import { parseTime } from '../api/time.ts';
import { isTrue } from './requestLine.ts';
import { storedTimes } from './sentTimes.ts';
import { shownLog } from './shownLogs.ts';
import { dateColumns, shownBody } from './shownTimes.ts';
import type { TimeOffsets } from './timeOffsets.ts';

/** By how much times are shown later than they are stored, and the two clocks for what has no version. */
export type Offsets = Pick<TimeOffsets, 'now' | 'of'> & Partial<Pick<TimeOffsets, 'shown' | 'virtual'>>;

/**
 * The cluster as programs with a clock of their own see it: every time that the system set is shown on the wall clock, and
 * comes back from a client as the moment of virtual time that it stands for. Ages in a Table are those that a client
 * counts from the times that it is shown.
 */
export class OutsideView implements ApiEndpoint {
  readonly #inside: ApiEndpoint;
  readonly #offsets: Offsets;
  readonly #ageShiftMs = (version: string | undefined) => this.#offsets.now() - this.#offsetOf(version);

  constructor(inside: ApiEndpoint, offsets: Offsets) {
    this.#inside = inside;
    this.#offsets = offsets;
  }

  send(request: ApiRequest): ApiResponse {
    const response = this.#inside.send(this.#inward(request));
    const { body } = response;
    return { ...response, body: hasLogTimes(request) ? this.#outwardLog(body) : this.#outward(body) };
  }

  open(request: ApiRequest, receiver: StreamReceiver): OpenedStream {
    const isTimed = hasLogTimes(request);
    let dates: readonly number[] | undefined;
    return this.#inside.open(this.#inward(request), {
      onEnd: (end) => receiver.onEnd(end),
      onChunk: (chunk) => {
        if (chunk.channel === 'watch') {
          dates ??= dateColumns(chunk.event.object);
          const object = this.#outward(chunk.event.object, dates) as KubernetesObject;
          receiver.onChunk({ channel: 'watch', event: { ...chunk.event, object } });
        } else {
          receiver.onChunk(isTimed ? { ...chunk, text: this.#outwardLog(chunk.text) as string } : chunk);
        }
      },
    });
  }

  #outward(body: unknown, dates?: readonly number[]): unknown {
    return shownBody(body, (version) => this.#offsetOf(version), dates);
  }

  #outwardLog(body: unknown): unknown {
    const shown = (virtualMs: number) => this.#offsets.shown?.(virtualMs) ?? virtualMs + this.#offsets.now();
    return typeof body === 'string' ? shownLog(body, shown) : body;
  }

  #offsetOf(version: string | undefined): number {
    return version === undefined ? this.#offsets.now() : this.#offsets.of(version);
  }

  #inward(request: ApiRequest): ApiRequest {
    const query = isLog(request) ? this.#inwardLogQuery(request.query) : request.query;
    const body = request.contentType?.includes('json-patch') ? request.body : this.#inwardBody(request);
    return { ...request, ...(query && { query }), ...(body !== undefined && { body }), ageShiftMs: this.#ageShiftMs };
  }

  /** Where a log begins is said on the client's clock, as the times in it are. */
  #inwardLogQuery(query: ApiRequest['query']): ApiRequest['query'] {
    const { sinceTime, sinceSeconds, ...rest } = query ?? {};
    const virtual = (shownMs: number) => this.#offsets.virtual?.(shownMs) ?? shownMs - this.#offsets.now();
    const timeMs = typeof sinceTime === 'string' ? parseTime(sinceTime) : undefined;
    if (timeMs !== undefined) return { ...query, sinceTime: new Date(virtual(timeMs)).toISOString() };
    const presentMs = this.#offsets.shown?.(Number.POSITIVE_INFINITY);
    if (presentMs === undefined || typeof sinceSeconds !== 'string' || !/^[1-9]\d{0,9}$/.test(sinceSeconds))
      return query;
    return { ...rest, sinceTime: new Date(virtual(presentMs - Number(sinceSeconds) * 1000)).toISOString() };
  }

  /** The text stays as it was sent, with its mistakes, unless there is a time in it to bring back. */
  #inwardBody({ method, path, body }: ApiRequest): unknown {
    if (typeof body !== 'string' || !hasTime.test(body)) return body;
    const sent = parsed(body);
    if (!sent) return body;
    const stored = method === 'PUT' || method === 'PATCH' ? this.#inside.send({ method: 'GET', path }).body : undefined;
    const versions = [stored, sent].map(versionOf).filter((version) => version !== undefined);
    const readMs = versions.map((version) => this.#offsets.of(version));
    const moved = storedTimes(sent, isObject(stored) ? stored : undefined, { readMs, nowMs: this.#offsets.now() });
    return moved === sent ? body : JSON.stringify(moved);
  }
}

function versionOf(object: unknown): string | undefined {
  const metadata = isObject(object) ? object.metadata : undefined;
  const version = isObject(metadata) ? metadata.resourceVersion : undefined;
  return typeof version === 'string' && /^\d+$/.test(version) ? version : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isLog({ path }: ApiRequest): boolean {
  return path.endsWith('/log');
}

function hasLogTimes(request: ApiRequest): boolean {
  return isLog(request) && isTrue(request.query?.timestamps);
}

const hasTime = /"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
