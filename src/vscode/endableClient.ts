import type { ApiClient } from '../api/client.ts';
import type { ApiStream, OpenedStream, StreamReceiver } from '../api/request.ts';

/** What waited for a cluster that is no more; the message is a sentence for the user. */
export class ClusterGone extends Error {
  override readonly name = 'ClusterGone';
}

/** A client whose cluster can go away under it. */
export interface EndableClient {
  readonly client: ApiClient;
  /** Ends every open stream with the sentence; requests that come later are rejected with it. */
  end(why: string): void;
  /** Calls the listener when the client ends, at once where it has; returns the way to stop that. */
  onEnd(listener: (gone: ClusterGone) => void): () => void;
}

/** Keeps book of a client's streams, so that none is left waiting when the cluster goes. */
export function endableClient(inner: ApiClient): EndableClient {
  const enders = new Set<(gone: ClusterGone) => void>();
  let gone: ClusterGone | undefined;

  const onEnd = (listener: (why: ClusterGone) => void) => {
    if (gone) listener(gone);
    else enders.add(listener);
    return () => void enders.delete(listener);
  };
  const open = async (request: Parameters<ApiClient['open']>[0], receiver: StreamReceiver): Promise<OpenedStream> => {
    if (gone) throw gone;
    let forget = () => {};
    let hasEnded = false;
    const { response, stream } = await inner.open(request, {
      onChunk: (chunk) => {
        if (!hasEnded) receiver.onChunk(chunk);
      },
      onEnd: (end) => {
        if (hasEnded) return;
        hasEnded = true;
        forget();
        receiver.onEnd(end);
      },
    });
    if (!stream || hasEnded) return { response, ...(stream && { stream }) };
    forget = onEnd((why) => {
      if (hasEnded) return;
      hasEnded = true;
      stream.close();
      receiver.onEnd({ error: why.message });
    });
    const closing: ApiStream = {
      write: (text) => stream.write(text),
      closeInput: () => stream.closeInput(),
      close: () => {
        forget();
        stream.close();
      },
    };
    return { response, stream: closing };
  };
  return {
    client: { send: async (request) => (gone ? Promise.reject(gone) : inner.send(request)), open },
    end(why) {
      gone ??= new ClusterGone(why);
      for (const ender of [...enders]) ender(gone);
      enders.clear();
    },
    onEnd,
  };
}
