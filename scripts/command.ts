// Runs other programs, with signs of life while they work.
import { spawn } from 'node:child_process';

const signOfLifeMs = 15_000;

export interface CommandOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

/** Seconds since `startMs`, for people: `4.2 s`. */
export const secondsSince = (startMs: number) => `${((Date.now() - startMs) / 1000).toFixed(1)} s`;

/**
 * Runs a program silently, but for a line now and then that it is still at work.
 * Resolves with its output; rejects with the end of the output when it fails.
 */
export function runQuietly(title: string, program: string, args: string[], options: CommandOptions): Promise<string> {
  const start = Date.now();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const signs = setInterval(() => console.log(`  … ${title}: ${secondsSince(start)}`), signOfLifeMs);
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', (error) => {
      clearInterval(signs);
      reject(new Error(`${title}: cannot run ${program}: ${error.message}`));
    });
    child.on('close', (code) => {
      clearInterval(signs);
      if (code === 0) resolve(output);
      else reject(new Error(`${title}: "${program} ${args.join(' ')}" ended with ${code}\n${output.slice(-6000)}`));
    });
  });
}

/** Runs a program whose output the user sees as it comes. Resolves with its exit code and its output. */
export function runVisibly(
  program: string,
  args: string[],
  options: CommandOptions = {},
): Promise<{ exitCode: number; output: string }> {
  return run(program, args, options, (text) => process.stdout.write(text));
}

/** Runs a program whose output nobody sees until it is shown. Resolves with its exit code and its output. */
export function runBeside(
  program: string,
  args: string[],
  options: CommandOptions = {},
): Promise<{ exitCode: number; output: string }> {
  return run(program, args, options, () => {});
}

function run(
  program: string,
  args: string[],
  options: CommandOptions,
  show: (text: Buffer) => void,
): Promise<{ exitCode: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['inherit', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      show(chunk);
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
      show(chunk);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ exitCode: code ?? 1, output }));
  });
}

/** The environment without what an outer `npm run` put there: an inner npm must not take our folder for its own. */
export function environmentOutsideNpm(): NodeJS.ProcessEnv {
  const ours =
    /^(INIT_CWD|npm_(package|lifecycle)_.*|npm_(command|execpath|node_execpath)|npm_config_(local_prefix|prefix|omit))$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}
