import type { WorkLimit } from '../exhaustion.ts';
import type { Instruction } from './patternProgram.ts';
import type { Assertion } from './patternSyntax.ts';

/** Begin and end of the whole match, then of each group; -1 where a group took no part. */
export type Match = readonly number[];

interface Thread {
  readonly at: number;
  readonly slots: readonly number[];
}

/** What it costs to begin a search, in steps. */
const beginSteps = 8;

/** Follows all ways at once, byte by byte (Pike's construction): at most one thread at each instruction. */
export function matchInStep(
  program: readonly Instruction[],
  slotCount: number,
  text: string,
  from: number,
  work: WorkLimit,
): Match | undefined {
  work.take(beginSteps);
  const none: readonly number[] = new Array(slotCount).fill(-1);
  const seenAt = new Int32Array(program.length).fill(-1);
  let threads: Thread[] = [];
  let best: Match | undefined;
  for (let position = from; position <= text.length; position++) {
    const here: Thread[] = [];
    const stack: Thread[] = [];
    // Threads of earlier beginnings come first; a new one begins as long as nothing has matched.
    for (let i = 0; i <= threads.length; i++) {
      const start = i < threads.length ? (threads[i] as Thread) : best ? undefined : { at: 0, slots: none };
      if (start) stack.push(start);
      for (let thread = stack.pop(); thread; thread = stack.pop()) {
        const { at, slots } = thread;
        work.take(1);
        if (seenAt[at] === position) continue;
        seenAt[at] = position;
        const instruction = program[at] as Instruction;
        switch (instruction.op) {
          case 'jump':
            stack.push({ at: instruction.to, slots });
            break;
          case 'split':
            stack.push({ at: instruction.second, slots }, { at: instruction.first, slots });
            break;
          case 'save': {
            const saved = slots.slice();
            saved[instruction.slot] = position;
            work.take(1);
            stack.push({ at: at + 1, slots: saved });
            break;
          }
          case 'assert':
            if (holds(instruction.assertion, text, position)) stack.push({ at: at + 1, slots });
            break;
          case 'match':
            if (isBetter(slots, best)) best = slots;
            break;
          default:
            here.push(thread);
        }
      }
    }
    const code = text.charCodeAt(position);
    threads = [];
    for (const thread of here) {
      const instruction = program[thread.at] as Instruction;
      if (instruction.op !== 'bytes' || instruction.accepts[code] !== 1) continue;
      if (best && (thread.slots[0] as number) > (best[0] as number)) continue;
      threads.push({ at: thread.at + 1, slots: thread.slots });
    }
    if (best && threads.length === 0) return best;
  }
  return best;
}

/** Leftmost, then longest. */
export function isBetter(match: Match, than: Match | undefined): boolean {
  if (!than) return true;
  const begins = (match[0] as number) - (than[0] as number);
  return begins < 0 || (begins === 0 && (match[1] as number) > (than[1] as number));
}

/** Whether an assertion holds before the byte at that position. */
export function holds(assertion: Assertion, text: string, position: number): boolean {
  switch (assertion) {
    case 'lineStart':
      return position === 0;
    case 'lineEnd':
      return position === text.length;
    case 'wordStart':
      return !isWord(text, position - 1) && isWord(text, position);
    case 'wordEnd':
      return isWord(text, position - 1) && !isWord(text, position);
    case 'wordEdge':
      return isWord(text, position - 1) !== isWord(text, position);
    case 'notWordEdge':
      return isWord(text, position - 1) === isWord(text, position);
  }
}

function isWord(text: string, position: number): boolean {
  const code = text.charCodeAt(position);
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122);
}
