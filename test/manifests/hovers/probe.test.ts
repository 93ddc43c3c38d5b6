import { containerPod, says, silentOf } from './hoverCheck.ts';

describe('hover on a probe', () => {
  it('reckons the time that a liveness probe gives, with the defaults', () => {
    says(
      containerPod('liveness$0Probe:', '  httpGet: { port: 80 }'),
      '**Time budget: 30 s** (`failureThreshold` 3 × `periodSeconds` 10)',
      'killed between 20 s and 30 s after its start',
      'give a slow starter a `startupProbe`',
      'No answer within 1 s counts as a failure',
    );
    says(
      containerPod('livenessProbe:', '  initialDelaySeconds: 15', '  periodSeconds: 5', '  failure$0Threshold: 2'),
      '**Time budget: 25 s** (`initialDelaySeconds` 15 + `failureThreshold` 2 × `periodSeconds` 5)',
    );
  });

  it('lets the clock begin when the startup probe has succeeded', () => {
    const both = containerPod('startupProbe: { failureThreshold: 30 }', 'liveness$0Probe: {}');
    says(both, 'after its startup probe has succeeded');
    silentOf(both, /slow starter/);
    says(
      containerPod('startup$0Probe: { failureThreshold: 30 }'),
      '**Time to start: 5 min** (`failureThreshold` 30 × `periodSeconds` 10)',
      'the liveness and readiness probes wait',
      'anew each time the container starts',
    );
  });

  it('says that a readiness probe moves traffic and restarts nothing', () => {
    says(
      containerPod('readinessProbe:', '  success$0Threshold: 3', '  periodSeconds: 4', '  initialDelaySeconds: 2'),
      'no sooner than 2 s after its start; it takes 3 successes in a row, 8 s more',
      '3 failures in a row (8 s to 12 s) take the Pod out of its Services',
      'It never restarts the container',
    );
  });

  it('survives numbers that the server refuses', () => {
    says(containerPod('livenessProbe: { $0periodSeconds: 0, failureThreshold: -3, timeoutSeconds: x }'), 'Time budget');
  });
});

describe("hover on a probe's question", () => {
  it('says what counts as an answer', () => {
    says(containerPod('livenessProbe:', '  http$0Get: { port: 80 }'), /status from 200 to 399/);
    says(containerPod('livenessProbe:', '  ex$0ec: { command: [ls] }'), /exits with 0/);
    says(containerPod('livenessProbe:', '  tcp$0Socket: { port: 80 }'), /takes a connection/);
    says(containerPod('livenessProbe:', '  gr$0pc: { port: 80 }'), /SERVING/);
  });

  it('finds the port of a name, or that there is none', () => {
    const ports = 'ports: [{ name: http, containerPort: 8080 }]';
    says(containerPod(ports, 'livenessProbe: { httpGet: { port: ht$0tp } }'), 'Port 8080 of this container');
    says(containerPod(ports, 'livenessProbe: { tcpSocket: { port: we$0b } }'), 'no port named `web`');
    says(containerPod(ports, 'livenessProbe: { tcpSocket: { port: 9$00 } }'), 'Port 90 of the Pod');
    says(containerPod(ports, 'lifecycle: { preStop: { httpGet: { port: ht$0tp } } }'), 'Port 8080 of this container');
  });
});
