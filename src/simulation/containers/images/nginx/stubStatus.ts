import { answeredInFlows } from '../../http/answeredInFlows.ts';
import { HttpHeaders, type HttpResponse } from '../../http/message.ts';
import type { NginxRequest } from './request.ts';

/** What `stub_status` counts. */
export interface Counters {
  accepted: number;
  requests: number;
  /** Requests that are being answered. */
  writing: number;
}

/** https://nginx.org/en/docs/http/ngx_http_stub_status_module.html */
export function stubStatus(request: NginxRequest): HttpResponse {
  const { accepted, requests: seen, writing } = request.configuration.counters;
  const requests = seen + answeredInFlows(request.exchange.thread);
  const active = Math.max(writing, 1);
  const body = `Active connections: ${active} \nserver accepts handled requests\n ${accepted} ${accepted} ${requests} \nReading: 0 Writing: ${writing} Waiting: ${active - writing} \n`;
  return { status: 200, headers: new HttpHeaders([['Content-Type', 'text/plain']]), body };
}
