import { refused, systemError } from './errno.ts';
import type { Kernel } from './kernel.ts';
import { notReady, type OpenFile } from './openFile.ts';
import type { Process } from './process.ts';
import { ConnectedSocket, ListeningSocket } from './sockets.ts';
import type { PollWish, Syscall } from './syscalls.ts';

/** Moving bytes costs time too, microseconds each: 4 ms for a megabyte. */
const microsPerByte = 1 / 256;

/** Answers a call that may have to wait; `notReady` where the process now does. */
export function perform(kernel: Kernel, process: Process, call: Syscall): unknown {
  switch (call.call) {
    case 'compute':
      return undefined;
    case 'work':
      process.usedMicros += call.cpuMs * 1000;
      if (kernel.cpu.workAtOnce(call.cpuMs)) return undefined;
      work(kernel, process, call);
      return notReady;
    case 'sleep':
      if (process.caught.length > 0) return systemError('EINTR');
      kernel.blockFor(process, call.ms, call);
      return notReady;
    case 'read': {
      const file = process.files[call.fd];
      if (!file) return systemError('EBADF');
      const text = file.read(call.maxBytes);
      if (text === notReady) {
        if (process.caught.length > 0) return systemError('EINTR');
        tryAgainWhenReady(kernel, process, call, file);
      }
      if (typeof text === 'string') process.charge(text.length * microsPerByte);
      return text;
    }
    case 'write': {
      const file = process.files[call.fd];
      if (!file) return systemError('EBADF');
      const written = file.write(call.text);
      if (typeof written === 'number') process.charge(written * microsPerByte);
      if (written === notReady) tryAgainWhenReady(kernel, process, call, file);
      else if (written === systemError('EPIPE') && !process.isThread) kernel.signal(process, 'SIGPIPE', 'inside');
      return written;
    }
    case 'accept': {
      const file = process.files[call.fd];
      if (!(file instanceof ListeningSocket)) return systemError(file ? 'EINVAL' : 'EBADF');
      const socket = file.accept();
      if (socket !== notReady) return process.addFile(socket);
      if (process.caught.length > 0) return systemError('EINTR');
      tryAgainWhenReady(kernel, process, call, file);
      return notReady;
    }
    case 'connect':
      return connect(kernel, process, call);
    case 'poll':
      return poll(kernel, process, call);
    case 'wait':
      return wait(kernel, process, call);
    case 'pause':
      if (process.caught.length > 0) return undefined;
      kernel.block(process, call, () => {});
      return notReady;
  }
}

/** Whether a caught signal breaks the call off. */
export function interruptible(call: Syscall): boolean {
  return (
    call.call !== 'write' &&
    call.call !== 'compute' &&
    call.call !== 'work' &&
    !(call.call === 'wait' && call.until === 'exit')
  );
}

function tryAgainWhenReady(kernel: Kernel, process: Process, call: Syscall, file: OpenFile): void {
  kernel.block(
    process,
    call,
    file.whenReady(() => kernel.wake({ process, retry: call })),
  );
}

function work(kernel: Kernel, process: Process, call: Extract<Syscall, { call: 'work' }>): void {
  const beginMs = kernel.nowMs;
  const stop = kernel.cpu.work(call.cpuMs, () => {
    process.computingMs += kernel.nowMs - beginMs;
    kernel.wake({ process, value: undefined });
  });
  kernel.block(process, call, stop);
}

function connect(kernel: Kernel, process: Process, call: Extract<Syscall, { call: 'connect' }>): unknown {
  if (process.caught.length > 0) return systemError('EINTR');
  const client = { ...process.socketOwner, ip: kernel.network.ip };
  const trace = process.takeLookup(call.address.ip);
  const { way, onServed } = call;
  const options = { client, ...(trace && { trace }), ...(way && { way }), ...(onServed && { onServed }) };
  const stop = kernel.network.connect(call.address, options, (outcome) => {
    if (process.state !== 'blocked' || process.blockedIn !== call) {
      if (typeof outcome !== 'string') outcome.close();
      return;
    }
    const value = typeof outcome === 'string' ? systemError(outcome) : process.addFile(new ConnectedSocket(outcome));
    if (typeof outcome !== 'string' && refused(value)) outcome.close();
    kernel.wake({ process, value });
  });
  const timer =
    call.timeoutMs === undefined
      ? undefined
      : kernel.timer(call.timeoutMs, () => kernel.wake({ process, value: systemError('ETIMEDOUT') }));
  kernel.block(process, call, () => {
    stop();
    timer?.cancel();
  });
  return notReady;
}

function poll(kernel: Kernel, process: Process, call: Extract<Syscall, { call: 'poll' }>): unknown {
  const ready = readyOf(process, call.wanted);
  if (ready.length > 0) return ready;
  if (process.caught.length > 0) return systemError('EINTR');
  const wake = () => kernel.wake({ process, value: readyOf(process, call.wanted) });
  const stops = call.wanted.map(({ fd }) => process.files[fd]?.whenReady(() => lookAgain()));
  const timer = call.timeoutMs === undefined ? undefined : kernel.timer(call.timeoutMs, wake);
  const lookAgain = () => {
    if (readyOf(process, call.wanted).length > 0) wake();
    else
      for (const [index, { fd }] of call.wanted.entries()) {
        stops[index]?.();
        stops[index] = process.files[fd]?.whenReady(() => lookAgain());
      }
  };
  kernel.block(process, call, () => {
    for (const stop of stops) stop?.();
    timer?.cancel();
  });
  return notReady;
}

function readyOf(process: Process, wanted: readonly PollWish[]): readonly PollWish[] {
  return wanted.filter((wish) => {
    const file = process.files[wish.fd];
    return !file || (wish.for === 'read' ? file.canRead : file.canWrite);
  });
}

function wait(kernel: Kernel, process: Process, call: Extract<Syscall, { call: 'wait' }>): unknown {
  let found = false;
  for (const child of process.children) {
    if (child.isThread || (call.pid !== undefined && child.pid !== call.pid)) continue;
    found = true;
    if (child.state === 'ended') {
      process.usedMicros += child.usedMicros;
      return kernel.reap(child);
    }
  }
  if (!found) return systemError('ECHILD');
  if (call.until === 'exitOrSignal' && process.caught.length > 0) return systemError('EINTR');
  kernel.block(process, call, () => {});
  return notReady;
}
