import { refused } from '../../errno.ts';
import { poll, type Run, read } from '../../syscalls.ts';
import { array, bulk, bulks, error, type Reply } from './resp.ts';
import type { RedisServer, Session } from './server.ts';

/** `BLPOP key… seconds` and `BRPOP`: waits until one of the lists has an item, or the time is over (0: never). */
export function* blockingPop(server: RedisServer, session: Session, words: readonly string[]): Run<Reply> {
  const seconds = Number(words[words.length - 1]);
  if (words.length < 3) return error(`ERR wrong number of arguments for '${words[0]?.toLowerCase()}' command`);
  if (!(seconds >= 0)) return error('ERR timeout is not a float or out of range');
  const pop = words[0]?.toUpperCase() === 'BLPOP' ? 'LPOP' : 'RPOP';
  const { thread } = session;
  const deadlineMs = seconds === 0 ? undefined : thread.nowMs + seconds * 1000;
  const { output, input } = thread.pipe();
  const bell = thread.addFile(output);
  if (refused(bell)) return error('ERR max number of clients reached');
  input.addReference();
  const ring = () => {
    server.waiting.delete(ring);
    input.write('.');
  };
  let answer: Reply | undefined;
  while (!answer) {
    for (const key of words.slice(1, -1)) {
      const popped = yield* server.execute(session.database, [pop, key]);
      if (popped.kind === 'error') answer = popped;
      else if (popped.kind === 'bulk' && popped.text !== undefined) answer = bulks([key, popped.text]);
      if (answer) break;
    }
    if (answer) break;
    const leftMs = deadlineMs === undefined ? undefined : deadlineMs - thread.nowMs;
    if (leftMs !== undefined && leftMs <= 0) {
      answer = array(undefined);
      break;
    }
    server.waiting.add(ring);
    const ready = yield* poll(
      [
        { fd: bell, for: 'read' },
        { fd: session.fd, for: 'read' },
      ],
      leftMs,
    );
    if (!refused(ready) && ready.some(({ fd }) => fd === bell)) yield* read(bell, 1);
    // Whoever hangs up or goes on talking waits no longer.
    else if (refused(ready) || ready.length > 0) answer = bulk(undefined);
  }
  server.waiting.delete(ring);
  input.dropReference();
  thread.close(bell);
  return answer;
}
