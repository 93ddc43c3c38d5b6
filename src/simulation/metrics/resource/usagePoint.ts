import { formatQuantity, quantityOf } from '../../../api/quantity.ts';

/** What something had used at one moment. */
export interface UsagePoint {
  /** When it began, milliseconds since 1970; 0 for a Node, of which that is not asked. */
  readonly startedAtMs: number;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  /** Processor time since it began, milliseconds. */
  readonly cpuMs: number;
  readonly memoryBytes: number;
}

/** What the API says of a time between two points. */
export interface Usage {
  /** The end of it, milliseconds since 1970. */
  readonly atMs: number;
  readonly windowMs: number;
  /** Nanocores and bytes as the API writes them: `12345678n`, `7340Ki`. */
  readonly amounts: { readonly cpu: string; readonly memory: string };
}

const nanosPerMs = 1_000_000;

/**
 * The use between two points: processor time as an average over the time between, memory as it was at the end
 * (sigs.k8s.io/metrics-server/pkg/storage). Undefined where a counter went back.
 */
export function usageBetween(last: UsagePoint, previous: UsagePoint): Usage | undefined {
  if (last.startedAtMs < previous.startedAtMs || last.cpuMs < previous.cpuMs) return undefined;
  const windowMs = last.atMs - previous.atMs;
  const usedNanos = wholeNanos(last.cpuMs) - wholeNanos(previous.cpuMs);
  const nanocores = Math.floor(usedNanos / (windowMs / 1000));
  const cpu = formatQuantity({ unscaled: BigInt(nanocores), exponent: -9, format: 'DecimalSI', wide: false });
  return {
    atMs: last.atMs,
    windowMs,
    amounts: { cpu, memory: formatQuantity(quantityOf(last.memoryBytes, 'BinarySI')) },
  };
}

function wholeNanos(cpuMs: number): number {
  return Math.floor(cpuMs * nanosPerMs);
}
