import { MessageWriter } from './messageWriter.ts';
import type { WireQuery } from './query.ts';

/** A question as a client sends it; nothing where it has no form on the wire. What the client says of itself is not among it. */
export function writeQuery({ id, recursionDesired, question }: WireQuery): Uint8Array | undefined {
  const writer = new MessageWriter('whole');
  for (let count = 0; count < 6; count++) writer.uint16(0);
  if (!writer.question(question)) return undefined;
  const message = writer.finish([1, 0, 0, 0]);
  message.set([id >> 8, id & 255, recursionDesired ? 1 : 0, 0]);
  return message;
}
