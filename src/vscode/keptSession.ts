/** Where a session stands: small, so that it can be kept each second while the journal is kept only at each input. */
export interface SessionMoment {
  /** How many inputs the journal held then. */
  readonly inputs: number;
  /** Virtual milliseconds since the cluster was started. */
  readonly atMs: number;
  /** How many timers had run. */
  readonly steps: number;
  readonly paused: boolean;
  /** Virtual seconds per second. */
  readonly speed: number;
}

/** The text under which a moment is kept. */
export function momentToText(moment: SessionMoment): string {
  return JSON.stringify(moment);
}

/** Reads a kept moment; undefined where the text is none. */
export function momentFromText(text: string): SessionMoment | undefined {
  try {
    const { inputs, atMs, steps, paused, speed } = JSON.parse(text) as Record<string, unknown>;
    const counts = [inputs, atMs, steps].every((count) => Number.isSafeInteger(count) && (count as number) >= 0);
    const isMoment = counts && typeof paused === 'boolean' && typeof speed === 'number' && speed > 0;
    return isMoment ? ({ inputs, atMs, steps, paused, speed } as SessionMoment) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The journal with its end at the moment. As it was where the two do not belong together: the journal has other inputs,
 * or ends later.
 */
export function journalEndingAt(journal: string, { inputs, atMs, steps }: SessionMoment): string {
  const lines = journal.split('\n');
  const last = lines.findLastIndex((line) => line !== '');
  // A line for the options before the inputs, one for the end behind them.
  if (last !== inputs + 1) return journal;
  const end = endOf(lines[last] ?? '');
  if (!end || end.atMs > atMs || end.steps > steps) return journal;
  return [...lines.slice(0, last), JSON.stringify({ input: 'end', atMs, steps }), ''].join('\n');
}

function endOf(line: string): { atMs: number; steps: number } | undefined {
  try {
    const { input, atMs, steps } = JSON.parse(line) as Record<string, unknown>;
    return input === 'end' && typeof atMs === 'number' && typeof steps === 'number' ? { atMs, steps } : undefined;
  } catch {
    return undefined;
  }
}
