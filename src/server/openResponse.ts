import type { ServerResponse } from 'node:http';
import type { ApiEndpoint, ApiRequest, StreamChunk } from '../api/request.ts';
import { answer, refuseAt, type WireForm, warningHeaders } from './answer.ts';
import { SlowReader } from './slowReader.ts';

/** So many changes may wait for a slow watch; a real server's watch cache keeps 100 for one, plus 1,000 on the way. */
const watchLimits = { items: 10_000 };
/** So many pieces of a log, which are lines. */
const logLimits = { items: 100_000 };

/** Answers a request that stays open: a watch, or a followed log. */
export function answerOpen(endpoint: ApiEndpoint, request: ApiRequest, to: ServerResponse, form: WireForm): void {
  const isWatch = request.query?.watch !== undefined && !request.path.endsWith('/log');
  const early: StreamChunk[] = [];
  let reader: SlowReader<StreamChunk> | undefined;
  let endedEarly = false;
  const { response, stream } = endpoint.open(request, {
    onChunk: (chunk) => (reader ? reader.tell(chunk, 'later') : early.push(chunk)),
    onEnd: () => {
      endedEarly = true;
      reader?.end();
    },
  });
  if (!stream) {
    if (response.code >= 400) refuseAt(to, response.body as never);
    else answer(to, response, form);
    return;
  }
  to.writeHead(response.code, {
    'content-type': isWatch ? 'application/json' : 'text/plain',
    'cache-control': 'no-cache, private',
    ...warningHeaders(response.warnings),
  });
  to.flushHeaders();
  to.socket?.setNoDelay(true);
  reader = new SlowReader(to, textOf, isWatch ? watchLimits : logLimits, () => stream.close());
  for (const chunk of early) reader.tell(chunk, 'beginning');
  if (endedEarly) reader.end();
}

function textOf(chunk: StreamChunk): string {
  return chunk.channel === 'watch' ? `${JSON.stringify(chunk.event)}\n` : chunk.text;
}
