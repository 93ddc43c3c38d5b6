import { meanWaitingMs, waitingTimes } from './waitingTimes.ts';

/** What becomes of the requests of a queue. Counts may be fractions. */
export interface QueueListener {
  /** Answered after so long, milliseconds. */
  answered(latencyMs: number, count: number): void;
  /** The client has given up on them after so long. */
  gaveUp(latencyMs: number, count: number): void;
}

/** What happened at a server between two moments, milliseconds. */
export interface QueueSpan {
  readonly fromMs: number;
  readonly toMs: number;
  /** Requests that came, evenly. */
  readonly sent: number;
  /** How many its processor time would have been enough for. */
  readonly served: number;
  /** How long one takes that does not wait. */
  readonly baseMs: number;
  /** How long the server is busy with one, where it has all that it may use. */
  readonly serviceMs: number;
  /** Requests that the clients may have under way at the most: they wait for an answer before they send another. */
  readonly mostUnderWay: number;
  /** Requests that the server takes at the most; to the others it does not answer at all. */
  readonly room: number;
}

/** Requests that were sent between two moments, evenly. */
interface Cohort {
  count: number;
  fromMs: number;
  toMs: number;
}

/** How far back it matters how busy a server was, milliseconds. */
const rememberedMs = 3_000;
/** A part of a request's own time. */
const negligibleWait = 0.02;
/** Fewer requests than this are none. */
const least = 1e-9;

/**
 * The requests of a flow that one server has and has not answered, first in, first out. A client that has given up leaves its request
 * behind: the server does that work all the same, as a server does that finds out when it writes the answer.
 */
export class EndpointQueue {
  readonly #timeoutMs: number;
  readonly #listener: QueueListener;
  /** Oldest first. Those of clients that have given up are all older than the others. */
  #abandoned = 0;
  #cohorts: Cohort[] = [];
  /** What the server has not taken. */
  #ignored: Cohort[] = [];
  #inQueue = 0;
  #notTaken = 0;
  /** How busy the server was lately, 0 to 1; a little more where it had too much. */
  #load = 0;

  /** `timeoutMs`: a client's patience. */
  constructor(timeoutMs: number, listener: QueueListener) {
    this.#timeoutMs = timeoutMs;
    this.#listener = listener;
  }

  /** Requests whose clients wait. */
  get waiting(): number {
    return this.#inQueue + this.#notTaken;
  }

  /** Requests that the server has still to work on, those of clients that have given up included. */
  get work(): number {
    return this.#inQueue + this.#abandoned;
  }

  /** Lets a span of time pass: how many requests could not be sent, since all clients were waiting. */
  advance(span: QueueSpan): number {
    const { fromMs, toMs, sent, room } = span;
    this.#remember(span);
    const taken = Math.min(sent, Math.max(0, room - this.work + Math.min(span.served, this.work + sent)));
    if (sent > taken) {
      this.#ignored.push({ count: sent - taken, fromMs, toMs });
      this.#notTaken += sent - taken;
    }
    let unsent = 0;
    if (this.work < least && span.served >= taken - least) {
      this.#answerAtOnce(span, taken);
      unsent = this.takeBack(this.waiting - span.mostUnderWay);
    } else unsent = this.#answerInOrder(span, taken);
    this.#giveUp(toMs);
    // Sums of fractions do not come back to nothing by themselves.
    if (this.#cohorts.length === 0) this.#inQueue = 0;
    if (this.#ignored.length === 0) this.#notTaken = 0;
    return unsent;
  }

  /** Takes back so many of those that were sent last, which were not sent then: as many as there are. */
  takeBack(count: number): number {
    let left = Math.max(0, count);
    for (const cohorts of [this.#ignored, this.#cohorts]) {
      for (let last = cohorts.at(-1); left > 0 && last; last = cohorts.at(-1)) {
        const part = Math.min(left, last.count);
        last.toMs -= ((last.toMs - last.fromMs) * part) / last.count;
        last.count -= part;
        left -= part;
        if (cohorts === this.#ignored) this.#notTaken -= part;
        else this.#inQueue -= part;
        if (last.count < least) cohorts.pop();
      }
    }
    return Math.max(0, count) - left;
  }

  /** The server is gone, and all that it had with it: how many clients were still waiting. */
  lose(): number {
    const lost = this.waiting;
    this.#cohorts = [];
    this.#ignored = [];
    this.#abandoned = 0;
    this.#inQueue = 0;
    this.#notTaken = 0;
    return lost;
  }

  /** Nobody has to wait for the others: by the arithmetic of a queue that does not grow. */
  #answerAtOnce({ baseMs, serviceMs, mostUnderWay }: QueueSpan, count: number): void {
    if (count < least) return;
    const load = this.#load;
    const mostMs = Math.max(0, (mostUnderWay - 1) * serviceMs);
    const meanMs = meanWaitingMs(load, serviceMs);
    // Where hardly anybody waits it is not worth telling them apart.
    if (meanMs <= negligibleWait * baseMs) {
      this.#answer(baseMs + Math.min(mostMs, meanMs), count);
      return;
    }
    for (const { ms, part } of waitingTimes(load, serviceMs, mostMs)) this.#answer(baseMs + ms, count * part);
  }

  /** The arithmetic holds for the long run, and a tick is none: what comes by lot in one counts with those before it. */
  #remember({ fromMs, toMs, sent, serviceMs }: QueueSpan): void {
    const dtMs = Math.max(1, toMs - fromMs);
    const now = (sent * serviceMs) / dtMs;
    this.#load += (now - this.#load) * Math.min(1, dtMs / rememberedMs);
  }

  #answerInOrder(span: QueueSpan, taken: number): number {
    const { fromMs, toMs, served, baseMs, mostUnderWay } = span;
    const before = this.#inQueue;
    if (taken > 0) this.#cohorts.push({ count: taken, fromMs, toMs });
    this.#inQueue += taken;
    let done = Math.min(served, this.#abandoned);
    this.#abandoned -= done;
    const answers: { readonly ms: number; readonly count: number }[] = [];
    const perMs = (toMs - fromMs) / Math.max(least, served);
    for (let first = this.#cohorts[0]; first && served - done > least; first = this.#cohorts[0]) {
      const count = Math.min(first.count, served - done);
      const width = ((first.toMs - first.fromMs) * count) / first.count;
      const sentMs = first.fromMs + width / 2;
      const doneMs = fromMs + (done + count / 2) * perMs;
      answers.push({ ms: Math.max(0, doneMs - sentMs) + baseMs, count });
      first.fromMs += width;
      first.count -= count;
      this.#inQueue -= count;
      done += count;
      if (first.count < least) this.#cohorts.shift();
    }
    const unsent = this.takeBack(this.waiting - mostUnderWay);
    // Clients that only wait for each other: by Little's law each waits as long as all of them are served.
    const answered = answers.reduce((sum, { count }) => sum + count, 0);
    const allMs =
      unsent > least && answered > 0 ? (((before + this.#inQueue) / 2) * (toMs - fromMs)) / answered : undefined;
    for (const { ms, count } of answers) this.#answer(allMs === undefined ? ms : Math.max(allMs, baseMs), count);
    return unsent;
  }

  #answer(latencyMs: number, count: number): void {
    if (latencyMs > this.#timeoutMs) this.#listener.gaveUp(this.#timeoutMs, count);
    else this.#listener.answered(latencyMs, count);
  }

  #giveUp(nowMs: number): void {
    if (this.#timeoutMs === Number.POSITIVE_INFINITY) return;
    const left = this.#dropOlder(this.#cohorts, nowMs - this.#timeoutMs);
    this.#inQueue -= left;
    this.#abandoned += left;
    this.#notTaken -= this.#dropOlder(this.#ignored, nowMs - this.#timeoutMs);
  }

  #dropOlder(cohorts: Cohort[], thanMs: number): number {
    let dropped = 0;
    for (let first = cohorts[0]; first && first.fromMs < thanMs; first = cohorts[0]) {
      const part = first.toMs <= thanMs ? 1 : (thanMs - first.fromMs) / (first.toMs - first.fromMs);
      const count = first.count * part;
      dropped += count;
      this.#listener.gaveUp(this.#timeoutMs, count);
      if (part === 1) cohorts.shift();
      else {
        first.count -= count;
        first.fromMs = thanMs;
      }
      if (part < 1) break;
    }
    return dropped;
  }
}
