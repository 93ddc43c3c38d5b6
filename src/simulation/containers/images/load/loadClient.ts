import type { LoadError } from '../../../../api/load.ts';
import { leastLatencyMs } from '../../../network/flows/flowBranch.ts';
import type { SocketAddress } from '../../../network/socketAddress.ts';
import type { ServedRequest } from '../../../network/tcpSocket.ts';
import type { Translation } from '../../../network/translation.ts';
import { refused, type SystemError } from '../../errno.ts';
import { exchange, hasFailed } from '../../http/client.ts';
import { formatResponse, type HttpRequest, type HttpResponse } from '../../http/message.ts';
import type { MessageProblem } from '../../http/readMessage.ts';
import type { Process } from '../../process.ts';
import { connect, type Run } from '../../syscalls.ts';
import { type AnswerSize, isOk } from './loadTally.ts';

/** Where a load's requests go, and what they are. */
export interface LoadTarget {
  readonly address: SocketAddress;
  readonly request: HttpRequest;
  /** A client's patience, milliseconds. */
  readonly timeoutMs: number;
  readonly keeps: 'connections' | 'nothing';
}

/** What came of one request. */
export interface LoadOutcome {
  readonly latencyMs: number;
  /** Missing where there was no answer. */
  readonly response?: HttpResponse;
  readonly size?: AnswerSize;
  readonly error?: LoadError;
  /** The problem, where a system call had one. */
  readonly problem?: SystemError;
  readonly connected: boolean;
}

/** Ways of a connection that were chosen before. */
export interface ChosenWay {
  readonly way?: Translation;
  readonly onServed?: (served: ServedRequest) => void;
}

/** One client of a load: sends one request after the other, over one connection while both sides keep it. */
export class LoadClient {
  readonly #process: Process;
  readonly #target: LoadTarget;
  #fd: number | undefined;
  /** Connections that were tried. */
  sockets = 0;

  constructor(process: Process, target: LoadTarget) {
    this.#process = process;
    this.#target = target;
  }

  /** Sends a request; a kept connection that has died in the meantime is opened anew, once. */
  *fetch(chosen: ChosenWay = {}): Run<LoadOutcome> {
    const process = this.#process;
    const beginMs = process.nowMs;
    const { timeoutMs, request } = this.#target;
    const deadlineMs = beginMs + timeoutMs;
    const reused = this.#fd !== undefined;
    let fd = this.#fd;
    this.#fd = undefined;
    if (fd === undefined) {
      this.sockets += 1;
      const opened = yield* connect(this.#target.address, timeoutMs, chosen);
      if (refused(opened)) return { ...this.#failed(beginMs, opened), connected: false };
      fd = opened;
    }
    const outcome = yield* exchange(process, fd, request, deadlineMs);
    if (hasFailed(outcome)) {
      process.close(fd);
      const { problem } = outcome;
      if (reused && !(refused(problem) && problem.errno === 'ETIMEDOUT')) return yield* this.fetch(chosen);
      return { ...this.#failed(beginMs, problem), connected: true };
    }
    if (this.#keeps(outcome)) this.#fd = fd;
    else process.close(fd);
    return {
      latencyMs: Math.max(leastLatencyMs, process.nowMs - beginMs),
      response: outcome,
      size: sizeOf(outcome, request.method),
      connected: true,
    };
  }

  close(): void {
    if (this.#fd !== undefined) this.#process.close(this.#fd);
    this.#fd = undefined;
  }

  #keeps({ status, headers }: HttpResponse): boolean {
    const closes = headers.get('Connection')?.toLowerCase() === 'close';
    const isSized = headers.get('Content-Length') !== undefined || headers.get('Transfer-Encoding') !== undefined;
    return this.#target.keeps === 'connections' && isOk(status) && isSized && !closes;
  }

  #failed(beginMs: number, problem: MessageProblem): Omit<LoadOutcome, 'connected'> {
    const latencyMs = Math.max(leastLatencyMs, this.#process.nowMs - beginMs);
    return { latencyMs, error: errorOf(problem), ...(refused(problem) && { problem }) };
  }
}

function errorOf(problem: MessageProblem): LoadError {
  if (!refused(problem)) return 'reset';
  switch (problem.errno) {
    case 'ECONNREFUSED':
      return 'refused';
    case 'ETIMEDOUT':
      return 'timeout';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'unreachable';
    default:
      return 'reset';
  }
}

function sizeOf(response: HttpResponse, method: string): AnswerSize {
  const total = formatResponse(response, method).length;
  return { head: total - response.body.length, total };
}
