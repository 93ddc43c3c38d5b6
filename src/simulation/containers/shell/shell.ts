import type { CompoundList, Function as FunctionNode } from 'unbash';
import { Exhausted, held } from '../exhaustion.ts';
import type { OpenFile } from '../openFile.ts';
import type { Process } from '../process.ts';
import type { ProcessSignal } from '../signals.ts';
import { type Run, write } from '../syscalls.ts';
import { ShellArrays } from './arrays.ts';
import type { Interpreter } from './interpreter.ts';
import { ErrorJump } from './jumps.ts';
import { RandomVariable } from './randomVariable.ts';

interface Variable {
  value: string | undefined;
  exported: boolean;
  readOnly: boolean;
}

/** A command behind `&`. */
export interface Job {
  readonly process: Process;
  readonly text: string;
}

/** All variables of one shell, in bytes; each counts for its name and what the shell knows of it too. */
const maxHeldBytes = 4 * 1024 * 1024;
const variableBytes = 200;

function bytesOf(variable: Variable | undefined): number {
  return variable ? variableBytes + (variable.value?.length ?? 0) : 0;
}

/** `set -e` and its like, by their letters; `pipefail` has none. */
export type ShellOption = 'e' | 'u' | 'x' | 'f' | 'n' | 'v' | 'C' | 'a' | 'pipefail';

export type FunctionBody = FunctionNode['body'] | CompoundList;

/** What one shell process knows: variables, functions, options, traps. A subshell begins with a copy. */
export class Shell {
  readonly process: Process;
  readonly interpreter: Interpreter;
  /** `$0`, and the beginning of each message. */
  name: string;
  parameters: string[];
  status = 0;
  /** How the last command substitution ended: the status of a command that is only assignments. */
  substitutionStatus: number | undefined;
  /** Background children that were waited for, by pid. */
  readonly ended = new Map<number, number>();
  lastBackground: number | undefined;
  /** Background jobs by their numbers, until they are known to have ended. */
  readonly jobs = new Map<number, Job>();
  /** It talks with a person: Ctrl-C does not end it. */
  isInteractive = false;
  readonly options = new Set<ShellOption>();
  readonly functions = new Map<string, FunctionBody>();
  readonly aliases = new Map<string, string>();
  /** Bash has arrays, braces and here-strings; ash has none of them. */
  dialect: 'ash' | 'bash' = 'ash';
  readonly arrays = new ShellArrays();
  /** Where programs were found along `PATH`, as ash remembers them; forgotten when `PATH` changes. */
  programPaths = new Map<string, string>();
  /** The script that is being run: what its jobs are called. */
  source = '';
  /** What to run on a signal, at the end or after an error; '' ignores. */
  readonly traps = new Map<ProcessSignal | 'EXIT' | 'ERR', string>();
  /** `$$`: the pid of the shell that began, also in its subshells. */
  readonly mainPid: number;
  /** While above 0 a failing command does not end the shell in spite of `set -e`: conditions. */
  forgiving = 0;
  loopDepth = 0;
  /** `eval` and `.` within each other. */
  nestedScripts = 0;
  functionDepth = 0;
  /** Commands within commands: bounded, because each takes some of the host's stack. */
  depth = 0;
  getoptsAt = 1;
  readonly #variables = new Map<string, Variable>();
  readonly #locals: Map<string, Variable | undefined>[] = [];
  /** Until `unset RANDOM`: then it is a variable as any other. */
  #random: RandomVariable | undefined;
  #heldBytes = 0;
  #environment: ReadonlyMap<string, string> | undefined;

  constructor(process: Process, interpreter: Interpreter, name: string, parameters: string[], parent?: Shell) {
    this.process = process;
    this.interpreter = interpreter;
    this.name = name;
    this.parameters = parameters;
    this.mainPid = parent?.mainPid ?? process.pid;
    this.#random = new RandomVariable(() => process.kernel.randomInteger(0, 32_768));
    if (parent) this.#copyFrom(parent);
    else this.#begin();
  }

  /** The value; `RANDOM` has another one each time. */
  get(name: string): string | undefined {
    const variable = this.#variables.get(name);
    if (name !== 'RANDOM' || !this.#random) return variable?.value;
    const value = String(this.#random.next());
    if (variable) variable.value = value;
    if (variable?.exported) this.#environment = undefined;
    return value;
  }

  /** Ends the script where the variable is read-only, as ash does. */
  *set(name: string, value: string): Run<void> {
    if (this.#variables.get(name)?.readOnly) yield* this.fail(`${name}: is read only`);
    this.assign(name, value);
  }

  /** Sets it; false where it is read-only. */
  assign(name: string, value: string): boolean {
    const variable = this.#variables.get(name);
    this.#heldBytes += held(value).length + (variable ? -(variable.value?.length ?? 0) : variableBytes);
    if (this.#heldBytes > maxHeldBytes) throw new Exhausted();
    if (!variable) this.#variables.set(name, { value, exported: this.options.has('a'), readOnly: false });
    else if (variable.readOnly) return false;
    else variable.value = value;
    if (variable?.exported || this.options.has('a')) this.#environment = undefined;
    if (name === 'PATH') this.programPaths = new Map();
    if (name === 'RANDOM') this.#random?.seed(value, this.dialect);
    return true;
  }

  isReadOnly(name: string): boolean {
    return this.#variables.get(name)?.readOnly === true;
  }

  unset(name: string): void {
    this.arrays.delete(name);
    if (name === 'RANDOM') this.#random = undefined;
    this.#restore(name, undefined);
  }

  mark(name: string, mark: 'exported' | 'readOnly' | 'notExported'): void {
    if (!this.#variables.has(name)) this.#heldBytes += variableBytes;
    if (this.#heldBytes > maxHeldBytes) throw new Exhausted();
    const variable = this.#variables.get(name) ?? { value: undefined, exported: false, readOnly: false };
    if (mark === 'readOnly') variable.readOnly = true;
    else variable.exported = mark === 'exported';
    this.#variables.set(name, variable);
    this.#environment = undefined;
  }

  /** All variables with a value, in the order of their names. */
  variables(which: 'all' | 'exported' | 'readOnly'): [string, string][] {
    const found: [string, string][] = [];
    for (const [name, variable] of this.#variables) {
      const wanted = which === 'all' || (which === 'exported' ? variable.exported : variable.readOnly);
      if (wanted && variable.value !== undefined) found.push([name, variable.value]);
    }
    return found.sort((a, b) => (a[0] < b[0] ? -1 : 1));
  }

  /** What a child process gets. */
  environment(): ReadonlyMap<string, string> {
    if (!this.#environment) {
      const environment = new Map<string, string>();
      for (const [name, variable] of this.#variables) {
        if (variable.exported && variable.value !== undefined) environment.set(name, variable.value);
      }
      this.#environment = environment;
    }
    return this.#environment;
  }

  /** A function begins: `local` variables live until `leaveScope`. */
  enterScope(): void {
    this.#locals.push(new Map());
  }

  leaveScope(): void {
    for (const [name, old] of this.#locals.pop() ?? []) this.#restore(name, old);
  }

  get inFunction(): boolean {
    return this.#locals.length > 0;
  }

  /** Keeps the variable's present value for `leaveScope`. */
  makeLocal(name: string): void {
    const scope = this.#locals[this.#locals.length - 1];
    if (!scope || scope.has(name)) return;
    const old = this.#variables.get(name);
    scope.set(name, old && { ...old });
  }

  /** Keeps a variable for as long as a command with its own assignments runs. */
  keep(name: string): () => void {
    const old = this.#variables.get(name);
    const copy = old && { ...old };
    return () => this.#restore(name, copy);
  }

  *print(text: string): Run<void> {
    yield* this.writeTo(1, text);
  }

  /** Prints `sh: text` to stderr. */
  *complain(text: string): Run<void> {
    yield* this.writeTo(2, `${this.name}: ${text}\n`);
  }

  /** Prints the error and ends the shell, as ash does for errors in expansions and special builtins. */
  *fail(text: string, status = 2): Run<never> {
    yield* this.complain(text);
    throw new ErrorJump(status);
  }

  /** Writes at once where the file takes it; otherwise waits. */
  *writeTo(fd: number, text: string): Run<boolean> {
    if (text === '') return true;
    const file: OpenFile | undefined = this.process.files[fd];
    const written = file?.write(text);
    if (written === text.length) {
      this.process.charge(5 + text.length / 256);
      return true;
    }
    const refusal = yield* write(fd, typeof written === 'number' ? text.slice(written) : text);
    return refusal === undefined;
  }

  #begin(): void {
    for (const [name, value] of this.process.env) {
      if (/^[A-Za-z_]\w*$/.test(name)) this.#variables.set(name, { value, exported: true, readOnly: false });
      if (name === 'RANDOM') this.#random?.seed(value, this.dialect);
    }
    const preset = (name: string, value: string) => {
      if (!this.#variables.has(name)) this.#variables.set(name, { value, exported: false, readOnly: false });
    };
    this.#variables.set('IFS', { value: ' \t\n', exported: false, readOnly: false });
    preset('OPTIND', '1');
    preset('PPID', String(this.process.parent?.pid ?? 0));
    preset('PS1', '\\w \\$ ');
    preset('PS2', '> ');
    preset('PS4', '+ ');
    preset('PATH', '/sbin:/usr/sbin:/bin:/usr/bin');
    this.assign('PWD', this.process.cwd);
    this.mark('PWD', 'exported');
  }

  #copyFrom(parent: Shell): void {
    for (const [name, variable] of parent.#variables) this.#variables.set(name, { ...variable });
    for (const option of parent.options) this.options.add(option);
    for (const [name, body] of parent.functions) this.functions.set(name, body);
    for (const [name, text] of parent.aliases) this.aliases.set(name, text);
    for (const [signal, action] of parent.traps)
      if (action === '' && signal !== 'EXIT' && signal !== 'ERR') this.traps.set(signal, action);
    for (const signal of this.traps.keys()) this.process.dispositions.set(signal as ProcessSignal, 'ignore');
    this.dialect = parent.dialect;
    if (!parent.#random) this.#random = undefined;
    this.arrays.copyFrom(parent.arrays);
    this.#heldBytes = parent.#heldBytes;
    this.status = parent.status;
    this.programPaths = parent.programPaths;
    this.lastBackground = parent.lastBackground;
    this.forgiving = parent.forgiving;
    this.loopDepth = parent.loopDepth;
    for (let i = 0; i < parent.#locals.length; i++) this.#locals.push(new Map());
  }

  #restore(name: string, old: Variable | undefined): void {
    this.#heldBytes += bytesOf(old) - bytesOf(this.#variables.get(name));
    if (old) this.#variables.set(name, old);
    else this.#variables.delete(name);
    this.#environment = undefined;
    if (name === 'PATH') this.programPaths = new Map();
  }
}
