import type { Assertion, Expression } from './patternSyntax.ts';
import { PatternError } from './patternSyntax.ts';

/** One step of matching; those with two ways prefer the first. */
export type Instruction =
  | { readonly op: 'bytes'; readonly accepts: Uint8Array }
  | { readonly op: 'assert'; readonly assertion: Assertion }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'backReference'; readonly group: number }
  | { readonly op: 'match' }
  | { op: 'split'; first: number; second: number }
  | { op: 'jump'; to: number };

/** Repetitions are written out: so many instructions are enough for every honest expression. */
const maxInstructions = 5000;

/** Translates an expression into a program for the matcher. Slots 0 and 1 are the whole match, then two per group. */
export function programOf(expression: Expression): readonly Instruction[] | PatternError {
  const program: Instruction[] = [];
  try {
    emit(program, { kind: 'group', number: 0, body: expression });
  } catch (problem) {
    if (problem instanceof PatternError) return problem;
    throw problem;
  }
  program.push({ op: 'match' });
  return program;
}

function push(program: Instruction[], instruction: Instruction): Instruction {
  if (program.length >= maxInstructions) throw new PatternError('Regular expression too big');
  program.push(instruction);
  return instruction;
}

function split(program: Instruction[]): Extract<Instruction, { op: 'split' }> {
  const instruction = { op: 'split' as const, first: program.length + 1, second: 0 };
  push(program, instruction);
  return instruction;
}

function emit(program: Instruction[], expression: Expression): void {
  switch (expression.kind) {
    case 'bytes':
      push(program, { op: 'bytes', accepts: expression.accepts });
      return;
    case 'assertion':
      push(program, { op: 'assert', assertion: expression.assertion });
      return;
    case 'backReference':
      push(program, { op: 'backReference', group: expression.number });
      return;
    case 'group':
      push(program, { op: 'save', slot: expression.number * 2 });
      emit(program, expression.body);
      push(program, { op: 'save', slot: expression.number * 2 + 1 });
      return;
    case 'sequence':
      for (const part of expression.parts) emit(program, part);
      return;
    case 'choice':
      emitChoice(program, expression.parts);
      return;
    case 'repeat':
      emitRepeat(program, expression);
  }
}

function emitChoice(program: Instruction[], parts: readonly Expression[]): void {
  const jumps: Extract<Instruction, { op: 'jump' }>[] = [];
  for (const [index, part] of parts.entries()) {
    const choice = index < parts.length - 1 ? split(program) : undefined;
    emit(program, part);
    if (!choice) continue;
    const jump = { op: 'jump' as const, to: 0 };
    push(program, jump);
    jumps.push(jump);
    choice.second = program.length;
  }
  for (const jump of jumps) jump.to = program.length;
}

function emitRepeat(program: Instruction[], { body, least, most }: Extract<Expression, { kind: 'repeat' }>): void {
  for (let i = 0; i < least; i++) emit(program, body);
  if (most === Number.POSITIVE_INFINITY) {
    const at = program.length;
    const loop = split(program);
    emit(program, body);
    push(program, { op: 'jump', to: at });
    loop.second = program.length;
    return;
  }
  const ways: Extract<Instruction, { op: 'split' }>[] = [];
  for (let i = least; i < most; i++) {
    ways.push(split(program));
    emit(program, body);
  }
  for (const way of ways) way.second = program.length;
}

/** The bytes with which a match can begin; nothing where it can be empty or depends on what is around it. */
export function firstBytes(program: readonly Instruction[]): Uint8Array | undefined {
  const bytes = new Uint8Array(256);
  const seen = new Set<number>();
  const waiting = [0];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const instruction = program[at] as Instruction;
    if (instruction.op === 'save') waiting.push(at + 1);
    else if (instruction.op === 'jump') waiting.push(instruction.to);
    else if (instruction.op === 'split') waiting.push(instruction.first, instruction.second);
    else if (instruction.op !== 'bytes') return undefined;
    else for (const [code, accepted] of instruction.accepts.entries()) if (accepted) bytes[code] = 1;
  }
  return bytes;
}
