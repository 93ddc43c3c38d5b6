import { paced, readAll } from '../applets/input.ts';
import { refused } from '../errno.ts';
import type { Image } from '../image.ts';
import type { Process } from '../process.ts';
import { type Program, type Run, sleep, write } from '../syscalls.ts';
import { folder } from './baseFiles.ts';
import { debianFiles, usrWith } from './distributions.ts';
import { httpServer } from './python/httpServer.ts';
import { evaluate, type PythonValue, shown } from './pythonExpression.ts';

/** A script may be so long, in bytes. */
const maxScriptBytes = 64 * 1024;
/** Processor time of a statement, microseconds: an assumption of the right order. */
const statementMicros = 2;
const memoryBytes = 9 * 1024 * 1024;

/** One line with what is indented below it. */
interface Statement {
  readonly number: number;
  readonly text: string;
  readonly block: readonly Statement[];
}

/** How a script ends before its last line. */
interface Ended {
  readonly exitCode: number;
}

/**
 * `python3 -m http.server`, and `python3 -c 'script'` or a file, in the little Python that Pod Labs understands: print, sys.exit, os.environ,
 * time.sleep, if, while, for over range, names and sums. Anything else is refused by name.
 */
const python: Program = function* (process) {
  process.holdMemory(memoryBytes);
  const at = process.argv.findIndex((word, index) => index > 0 && !/^-[uBbOsSEI]+$/.test(word));
  const [own, words] = at < 0 ? [process.argv.slice(1), []] : [process.argv.slice(1, at), process.argv.slice(at)];
  if (words[0] === '--version' || words[0] === '-V') {
    yield* write(1, `Python ${process.env.get('PYTHON_VERSION')}\n`);
    return 0;
  }
  let script: string | undefined;
  let name = '<string>';
  if (words[0] === '-c') script = words[1] ?? '';
  else if (words[0] === '-m') {
    if (words[1] === 'http.server') {
      const isDirect = own.some((word) => word.includes('u')) || Boolean(process.env.get('PYTHONUNBUFFERED'));
      const isSeen = isDirect || process.files[1]?.isTerminal === true;
      return yield* httpServer(process, words.slice(2), isSeen ? 'direct' : 'buffered');
    }
    yield* write(2, `python: Pod Labs does not simulate the module ${words[1] ?? ''}\n`);
    return 1;
  } else if (words[0] !== undefined) {
    name = words[0];
    const fd = process.open(name, { access: 'read' });
    if (refused(fd)) {
      yield* write(2, `python3: can't open file '${name}': [Errno 2] ${fd.text}\n`);
      return 2;
    }
    script = yield* readAll(fd);
  } else script = yield* readAll(0);
  if (script.length > maxScriptBytes) return 1;
  const names = new Map<string, PythonValue>();
  const fail = function* (statement: Statement, problem: string): Run<Ended> {
    yield* write(
      2,
      `Traceback (most recent call last):\n  File "${name}", line ${statement.number}, in <module>\n${problem}\n`,
    );
    return { exitCode: 1 };
  };
  const run = function* (statements: readonly Statement[]): Run<Ended | undefined> {
    let wasTrue = false;
    for (const statement of statements) {
      yield* paced(process, statementMicros);
      const { text, block } = statement;
      const condition = /^(if|elif|while)\s+(.+):$/s.exec(text);
      const loop = /^for\s+(\w+)\s+in\s+range\((.+)\):$/s.exec(text);
      if (condition || text === 'else:') {
        const [, word = 'else', expression = 'True'] = condition ?? [];
        if ((word === 'elif' || word === 'else') && wasTrue) continue;
        for (;;) {
          const value = evaluate(expression, names, process);
          if ('problem' in value) return yield* fail(statement, value.problem);
          wasTrue = Boolean(value.value);
          if (!wasTrue) break;
          const ended = yield* run(block);
          if (ended) return ended;
          if (word !== 'while') break;
          yield* paced(process, statementMicros);
        }
        continue;
      }
      wasTrue = false;
      if (loop) {
        const end = evaluate(loop[2] as string, names, process);
        if ('problem' in end) return yield* fail(statement, end.problem);
        for (let i = 0; i < Number(end.value); i++) {
          names.set(loop[1] as string, i);
          const ended = yield* run(block);
          if (ended) return ended;
        }
        continue;
      }
      const outcome = yield* simple(process, statement.text, names);
      if (outcome === undefined) continue;
      if (typeof outcome === 'object') return outcome;
      return yield* fail(statement, outcome);
    }
    return undefined;
  };
  return (yield* run(statementsOf(script)))?.exitCode ?? 0;
};

/** Runs a statement without a block: nothing, the end, or what is wrong. */
function* simple(process: Process, text: string, names: Map<string, PythonValue>): Run<Ended | string | undefined> {
  if (/^(import|from)\s+[\w., ]+$/.test(text) || text === 'pass') return undefined;
  const call = /^(print|sys\.exit|exit|quit|time\.sleep|raise\s+SystemExit)\((.*)\)$/s.exec(text);
  const assignment = /^(\w+)\s*(\+|-)?=(?!=)\s*(.+)$/s.exec(text);
  if (call) {
    const [, name = '', inside = ''] = call;
    const args: PythonValue[] = [];
    for (const part of argumentsOf(inside)) {
      if (/^(flush|end|file)\s*=/.test(part)) continue;
      const value = evaluate(part, names, process);
      if ('problem' in value) return value.problem;
      args.push(value.value);
    }
    if (name === 'print') {
      yield* write(1, `${args.map(shown).join(' ')}\n`);
      return undefined;
    }
    if (name === 'time.sleep') {
      yield* sleep(Math.max(1, Math.round(Number(args[0]) * 1000)));
      return undefined;
    }
    const code = args[0];
    if (typeof code === 'string') yield* write(2, `${code}\n`);
    return { exitCode: typeof code === 'string' ? 1 : Number(code ?? 0) & 255 };
  }
  if (assignment) {
    const [, name = '', operator, expression = ''] = assignment;
    const value = evaluate(operator ? `${name} ${operator} (${expression})` : expression, names, process);
    if ('problem' in value) return value.problem;
    names.set(name, value.value);
    return undefined;
  }
  return `NotImplementedError: Pod Labs does not simulate this Python: ${text.slice(0, 80)}`;
}

/** Parts of a call's arguments, at commas outside of quotes and parentheses. */
function argumentsOf(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let part = '';
  for (const letter of text) {
    if (quote !== '') quote = letter === quote ? '' : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if ('([{'.includes(letter)) depth += 1;
    else if (')]}'.includes(letter)) depth -= 1;
    if (letter === ',' && depth === 0 && quote === '') {
      parts.push(part.trim());
      part = '';
    } else part += letter;
  }
  if (part.trim() !== '') parts.push(part.trim());
  return parts;
}

/** Lines by their indentation; `a; b` and `if x: y` on one line are understood. */
function statementsOf(script: string): Statement[] {
  const root: Statement & { block: Statement[] } = { number: 0, text: '', block: [] };
  const open: { indent: number; statement: Statement & { block: Statement[] } }[] = [{ indent: -1, statement: root }];
  for (const [index, line] of script.split('\n').entries()) {
    const text = line.trim();
    if (text === '' || text.startsWith('#')) continue;
    const indent = line.length - line.trimStart().length;
    while (open.length > 1 && (open.at(-1)?.indent ?? -1) >= indent) open.pop();
    const parent = open.at(-1)?.statement ?? root;
    const pieces = /^(if|elif|else|while|for)\b/.test(text) ? [text] : splitAtSemicolons(text);
    for (const piece of pieces) {
      const short = /^((?:if|elif|while|for)\b[^:]+:|else:)\s*(\S.*)$/s.exec(piece);
      const block = short
        ? splitAtSemicolons(short[2] as string).map((one) => ({ number: index + 1, text: one, block: [] }))
        : [];
      const statement = { number: index + 1, text: short ? (short[1] as string) : piece, block };
      parent.block.push(statement);
      if (piece === pieces.at(-1)) open.push({ indent, statement });
    }
  }
  return root.block;
}

function splitAtSemicolons(text: string): string[] {
  return (text.match(/(?:"[^"]*"|'[^']*'|[^;"'])+/g) ?? []).map((part) => part.trim()).filter((part) => part !== '');
}

/** docker.io/library/python. */
export function pythonImage(version: string): Image {
  const program = { kind: 'program', program: python } as const;
  const bin = folder({ python: program, python3: program });
  return {
    files: { ...debianFiles, usr: usrWith({ local: folder({ bin }) }) },
    entrypoint: [],
    command: ['python3'],
    env: { PYTHON_VERSION: version },
    workingDir: '/',
    stopSignal: 'SIGTERM',
  };
}
