import type { WorkLimit } from '../exhaustion.ts';
import { holds, isBetter, type Match } from './inStepMatcher.ts';
import type { Instruction } from './patternProgram.ts';

interface Way {
  readonly at: number;
  readonly position: number;
  readonly slots: readonly number[];
}

/** Steps that a way counts for: it takes longer than a step of the matchers that look once at each byte. */
const wayCost = 10;

/** Tries one way after the other, as back references need it: it may take very long, until the work's limit ends it. */
export function matchBacktracking(
  program: readonly Instruction[],
  slotCount: number,
  text: string,
  from: number,
  work: WorkLimit,
): Match | undefined {
  const none: readonly number[] = new Array(slotCount).fill(-1);
  for (let begin = from; begin <= text.length; begin++) {
    let best: Match | undefined;
    const ways: Way[] = [{ at: 0, position: begin, slots: none }];
    for (let way = ways.pop(); way; way = ways.pop()) {
      work.take(wayCost);
      const { at, position, slots } = way;
      const instruction = program[at] as Instruction;
      const go = (to: number, where = position, what = slots) => ways.push({ at: to, position: where, slots: what });
      switch (instruction.op) {
        case 'bytes':
          if (instruction.accepts[text.charCodeAt(position)] === 1) go(at + 1, position + 1);
          break;
        case 'backReference': {
          const start = slots[instruction.group * 2] as number;
          const end = slots[instruction.group * 2 + 1] as number;
          const wanted = end < 0 ? undefined : text.slice(start, end);
          if (wanted !== undefined && text.startsWith(wanted, position)) go(at + 1, position + wanted.length);
          break;
        }
        case 'jump':
          // A loop whose body took nothing would go round for ever.
          if (instruction.to > at || !isIdle(program, instruction.to, slots, position)) go(instruction.to);
          break;
        case 'split':
          go(instruction.second);
          go(instruction.first);
          break;
        case 'save': {
          const saved = slots.slice();
          saved[instruction.slot] = position;
          go(at + 1, position, saved);
          break;
        }
        case 'assert':
          if (holds(instruction.assertion, text, position)) go(at + 1);
          break;
        case 'match':
          if (isBetter(slots, best)) best = slots;
      }
    }
    if (best) return best;
  }
  return undefined;
}

/** True where the loop that begins there is over a group, and the group has just matched nothing. */
function isIdle(program: readonly Instruction[], loop: number, slots: readonly number[], position: number): boolean {
  const body = program[loop + 1];
  return body?.op === 'save' && slots[body.slot] === position && slots[body.slot + 1] === position;
}
