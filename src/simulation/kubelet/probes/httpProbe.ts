import type { Container, HTTPGetAction } from '../../../api/generated/objects.ts';
import { refused } from '../../containers/errno.ts';
import { exchange, type HttpFailure, hasFailed } from '../../containers/http/client.ts';
import type { HttpResponse } from '../../containers/http/message.ts';
import type { Process } from '../../containers/process.ts';
import { ConnectedSocket } from '../../containers/sockets.ts';
import { connect, type Run } from '../../containers/syscalls.ts';
import { type HttpTarget, httpTarget, requestTo, urlOf } from './httpTarget.ts';
import { maxOutputBytes, type ProbeOutcome } from './probeOutcome.ts';

/** Redirects that are followed, on the same host. */
const maxRedirects = 10;

/**
 * An HTTP probe: success is a status from 200 to 399; a redirect to another host ends it with a warning
 * (https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#http-probes).
 */
export function* httpProbe(
  process: Process,
  action: HTTPGetAction,
  container: Container,
  podIp: string,
  timeoutMs: number,
): Run<ProbeOutcome> {
  const first = httpTarget(action, container, podIp, 'probe');
  if ('problem' in first) return { result: 'error', output: first.problem };
  const deadlineMs = process.nowMs + timeoutMs;
  let target = first;
  for (let redirects = 0; ; redirects++) {
    const response = yield* httpGet(process, target, deadlineMs);
    if ('problem' in response) return { result: 'failure', output: `Get "${urlOf(target)}": ${response.problem}` };
    const location = redirectOf(response);
    const next = location === undefined ? undefined : redirected(target, location);
    if (!next || next.host !== first.host) return judge(response);
    if (redirects + 1 >= maxRedirects) {
      return { result: 'failure', output: `Get "${location}": stopped after ${maxRedirects} redirects` };
    }
    target = next;
  }
}

/** One request of the kubelet and its response, or what Go's client says instead. */
export function* httpGet(
  process: Process,
  target: HttpTarget,
  deadlineMs: number | undefined,
): Run<HttpResponse | { readonly problem: string }> {
  const { host, port } = target;
  const remainingMs = deadlineMs === undefined ? undefined : Math.max(1, deadlineMs - process.nowMs);
  const fd = yield* connect({ ip: host, port }, remainingMs);
  if (refused(fd)) {
    if (fd.errno === 'ETIMEDOUT') return { problem: timedOut };
    return { problem: `dial tcp ${host}:${port}: connect: ${fd.text.toLowerCase()}` };
  }
  if (target.scheme === 'https' && !speaksTls(port)) {
    process.close(fd);
    return { problem: 'http: server gave HTTP response to HTTPS client' };
  }
  const file = process.files[fd];
  const outcome = yield* exchange(process, fd, requestTo(target), deadlineMs);
  const local = file instanceof ConnectedSocket ? file.socket.local : { ip: '', port: 0 };
  process.close(fd);
  return hasFailed(outcome) ? { problem: problemOf(outcome, `${local.ip}:${local.port}->${host}:${port}`) } : outcome;
}

/** Kubernetes' own components: the kubelet, the controller managers, the scheduler. */
const componentPorts: ReadonlySet<number> = new Set([10_250, 10_257, 10_258, 10_259]);

/** Servers of the simulation answer in plain text; those on ports that usually speak TLS are taken to do so. */
function speaksTls(port: number): boolean {
  return `${port}`.endsWith('443') || componentPorts.has(port);
}

const timedOut = 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)';

function problemOf({ problem }: HttpFailure, way: string): string {
  if (problem === 'end') return 'EOF';
  if (typeof problem === 'string') return 'net/http: HTTP/1.x transport connection broken: malformed HTTP response';
  if (problem.errno === 'ETIMEDOUT') return timedOut;
  return `read tcp ${way}: read: ${problem.text.toLowerCase()}`;
}

function redirectOf({ status, headers }: HttpResponse): string | undefined {
  return [301, 302, 303, 307, 308].includes(status) ? headers.get('Location') : undefined;
}

/** Where a `Location` leads; nowhere where it cannot be read. */
function redirected(from: HttpTarget, location: string): HttpTarget | undefined {
  const absolute = /^(https?):\/\/([^/:?#]+)(?::(\d{1,5}))?([^#]*)/i.exec(location);
  if (absolute) {
    const [, scheme = '', host = '', port, path = ''] = absolute;
    const isTls = scheme.toLowerCase() === 'https';
    return {
      ...from,
      scheme: isTls ? 'https' : 'http',
      host,
      port: port === undefined ? (isTls ? 443 : 80) : Number(port),
      path: path.startsWith('/') ? path : `/${path}`,
    };
  }
  const [path = ''] = location.split('#');
  if (path.startsWith('//') || path === '') return undefined;
  if (path.startsWith('/')) return { ...from, path };
  return { ...from, path: from.path.replace(/\?.*$/, '').replace(/[^/]*$/, path) };
}

function judge({ status, body }: HttpResponse): ProbeOutcome {
  const output = body.slice(0, maxOutputBytes);
  if (status >= 200 && status < 300) return { result: 'success', output };
  if (status >= 300 && status < 400) {
    return { result: 'warning', output: `Probe terminated redirects, Response body: ${output}` };
  }
  return { result: 'failure', output: `HTTP probe failed with statuscode: ${status}` };
}
