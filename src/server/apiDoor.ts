import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { ApiEndpoint } from '../api/request.ts';
import { answer, refuseAt, wireFormOf } from './answer.ts';
import type { SessionCertificate } from './certificate.ts';
import { Gatekeeper } from './gatekeeper.ts';
import { answerOpen } from './openResponse.ts';
import { broken, notAcceptable, unknownMethod } from './refusals.ts';
import { readBody } from './requestBody.ts';
import { requestLineOf, staysOpen } from './requestLine.ts';
import { createUpgrades } from './upgrades.ts';

export interface ApiDoorOptions {
  readonly endpoint: ApiEndpoint;
  /** 0 for any that is free. */
  readonly port: number;
  readonly token: string;
  readonly certificate: SessionCertificate;
  /** Told of errors that are our own; the client gets a 500, and the door stays open. */
  readonly onMistake: (error: unknown) => void;
}

/** An open door. */
export interface ApiDoor {
  /** `https://127.0.0.1:41234`. */
  readonly server: string;
  /** Ends every connection and stops listening. */
  close(): Promise<void>;
}

/** Longer than the 90 s for which Go's clients keep an idle connection, so that none of them uses one that just ended. */
const keepAliveMs = 120_000;
/** A command line of an exec travels in the query: as much as Go's server takes. */
const maxHeaderBytes = 1024 * 1024;

/** Opens the API to programs of this machine: HTTPS on the loopback interface. Rejects where the port is taken. */
export async function openApiDoor(options: ApiDoorOptions): Promise<ApiDoor> {
  const { endpoint, port, token, certificate, onMistake } = options;
  const gatekeeper = new Gatekeeper(token);
  const upgrades = createUpgrades(endpoint, gatekeeper, onMistake);
  const server = createServer({
    key: certificate.privateKeyPem,
    cert: certificate.certificatePem,
    minVersion: 'TLSv1.2',
    maxHeaderSize: maxHeaderBytes,
    keepAliveTimeout: keepAliveMs,
  });
  server.on('request', (message, response) => {
    handle(endpoint, gatekeeper, message, response).catch((error) => {
      if (message.destroyed && !message.complete) return;
      onMistake(error);
      if (response.headersSent) response.destroy();
      else refuseAt(response, broken);
    });
  });
  server.on('upgrade', upgrades.handle);
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n');
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  server.on('error', onMistake);
  return {
    server: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        upgrades.close();
        server.closeAllConnections();
      }),
  };
}

async function handle(
  endpoint: ApiEndpoint,
  gatekeeper: Gatekeeper,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const outside = gatekeeper.refusal(message.headers);
  if (outside) {
    refuseAt(response, outside);
    return;
  }
  const line = requestLineOf(message);
  if (!line) {
    refuseAt(response, unknownMethod);
    return;
  }
  const form = wireFormOf(line.accept);
  // Other paths than those of resources have types of their own.
  if (!form && /^\/apis?\//.test(line.path)) {
    refuseAt(response, notAcceptable);
    return;
  }
  if (staysOpen(line)) {
    answerOpen(endpoint, line, response, form ?? 'json');
    return;
  }
  const body = await readBody(message);
  if (body.refusal) {
    refuseAt(response, body.refusal);
    return;
  }
  // JSON and YAML stay as they were sent: the API says what is wrong with them.
  const request = body.text === '' ? line : { ...line, body: body.text };
  answer(response, endpoint.send(request), form ?? 'json');
}
