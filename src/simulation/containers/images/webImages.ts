import type { ImageOfVersion } from '../image.ts';
import { fortio } from './load/fortio.ts';
import { stagedLoad } from './load/stagedLoad.ts';
import { nginx, unprivilegedNginx } from './nginx.ts';
import { envoyImage } from './proxies/envoy.ts';
import { haproxy } from './proxies/haproxy.ts';
import { agnhostImage } from './web/agnhost.ts';
import { guestbookFrontend, hpaExample, httpd } from './web/apache.ts';
import { caddyImage } from './web/caddy.ts';
import { autoscaleDemoImage, prometheusExampleApp } from './web/countingApps.ts';
import { nginxExporterImage, nodeExporterImage } from './web/exporters.ts';
import { goproxyImage } from './web/goproxy.ts';
import { httpbinImage, httpsEchoImage, kubernetesBootcamp } from './web/nodeServers.ts';
import { prometheusImage } from './web/prometheus.ts';
import {
  echoServerImage,
  helloApp,
  httpEcho,
  livenessImage,
  serveHostnameImage,
  whoamiImage,
} from './web/smallServers.ts';
import { busyboxPlus, curlImage, dnsTools, jessieDnsUtils, netshoot, networkMultitool } from './web/toolImages.ts';

/** Which nginx the images of older Kubernetes examples hold. */
const slimNginx = () => nginx('1.27.1');

/** Web servers, proxies and the servers of examples. A new one: its file, its line here, its line in the catalogue. */
export const webImages: readonly (readonly [name: string, image: ImageOfVersion])[] = [
  ['docker.io/library/nginx', nginx],
  ['docker.io/nginxinc/nginx-unprivileged', unprivilegedNginx],
  ['registry.k8s.io/nginx-slim', slimNginx],
  ['registry.k8s.io/nginx', () => nginx('1.7.9')],
  ['docker.io/hashicorp/http-echo', httpEcho],
  ['gcr.io/google-samples/hello-app', helloApp],
  ['us-docker.pkg.dev/google-samples/containers/gke/hello-app', helloApp],
  ['registry.k8s.io/serve_hostname', serveHostnameImage],
  ['registry.k8s.io/liveness', livenessImage],
  ['docker.io/traefik/whoami', whoamiImage],
  ['registry.k8s.io/echoserver', echoServerImage],
  ['registry.k8s.io/e2e-test-images/agnhost', agnhostImage],
  ['registry.k8s.io/hpa-example', hpaExample],
  ['docker.io/library/httpd', httpd],
  ['us-docker.pkg.dev/google-samples/containers/gke/gb-frontend', guestbookFrontend],
  ['gcr.io/google-samples/gb-frontend', guestbookFrontend],
  ['gcr.io/google-samples/kubernetes-bootcamp', () => kubernetesBootcamp('1')],
  ['docker.io/jocatalin/kubernetes-bootcamp', () => kubernetesBootcamp('2')],
  ['docker.io/mendhak/http-https-echo', httpsEchoImage],
  ['docker.io/kennethreitz/httpbin', httpbinImage],
  ['registry.k8s.io/goproxy', goproxyImage],
  ['docker.io/library/caddy', caddyImage],
  ['docker.io/library/haproxy', haproxy],
  ['docker.io/envoyproxy/envoy', envoyImage],
  ['docker.io/nginx/nginx-prometheus-exporter', nginxExporterImage],
  ['docker.io/prom/node-exporter', nodeExporterImage],
  ['quay.io/prometheus/node-exporter', nodeExporterImage],
  ['docker.io/prom/prometheus', prometheusImage],
  ['docker.io/luxas/autoscale-demo', autoscaleDemoImage],
  ['quay.io/brancz/prometheus-example-app', prometheusExampleApp],
  ['docker.io/fortio/fortio', fortio],
  ['docker.io/podlabs/load', stagedLoad],
  ['docker.io/curlimages/curl', curlImage],
  ['docker.io/radial/busyboxplus', busyboxPlus],
  ['docker.io/nicolaka/netshoot', netshoot],
  ['docker.io/wbitt/network-multitool', networkMultitool],
  ['docker.io/praqma/network-multitool', networkMultitool],
  ['docker.io/infoblox/dnstools', dnsTools],
  ['docker.io/tutum/dnsutils', jessieDnsUtils],
  ['registry.k8s.io/e2e-test-images/jessie-dnsutils', jessieDnsUtils],
  ['gcr.io/kubernetes-e2e-test-images/jessie-dnsutils', jessieDnsUtils],
  ['gcr.io/kubernetes-e2e-test-images/dnsutils', jessieDnsUtils],
];
