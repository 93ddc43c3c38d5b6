/** One Pod with so many containers, 10 lines each: the worst case for a keystroke is one long document. */
export function podOf(containers: number, name = 'web'): string {
  const container = (index: number) =>
    [
      `    - name: app-${index}`,
      '      image: busybox:1.36',
      "      command: ['sh', '-c', 'while true; do date; sleep 2; done']",
      '      env:',
      '        - name: GREETING',
      '          value: hello',
      '      resources:',
      '        limits: { cpu: 100m, memory: 64Mi }',
      '      volumeMounts:',
      '        - { name: logs, mountPath: /logs }',
    ].join('\n');
  const head = `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n  volumes:\n    - name: logs\n      emptyDir: {}\n`;
  return `${head}  containers:\n${Array.from({ length: containers }, (_, index) => container(index)).join('\n')}\n`;
}

/** A Deployment, a Service and a ConfigMap that belong together, as people write them: 100 lines with their separators. */
export function applicationOf(name: string): string {
  const labels = `app.kubernetes.io/name: ${name}`;
  const settings = Array.from({ length: 14 }, (_, index) => `  SETTING_${index}: "value ${index} of ${name}"`);
  return `---
# The application ${name}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: shop
  labels:
    ${labels}
spec:
  replicas: 3
  selector:
    matchLabels:
      ${labels}
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 25%
      maxUnavailable: 0
  template:
    metadata:
      labels:
        ${labels}
      annotations:
        example.com/owner: "the shop's team"
    spec:
      terminationGracePeriodSeconds: 30
      containers:
        - name: app
          image: nginx:1.27
          command: ["nginx", "-g", "daemon off;"]
          ports:
            - name: http
              containerPort: 80
          envFrom:
            - configMapRef:
                name: ${name}
          env:
            - name: POD_NAME
              valueFrom:
                fieldRef: { fieldPath: metadata.name }
          readinessProbe:
            httpGet:
              path: /
              port: http
            periodSeconds: 5
          resources:
            requests:
              cpu: 100m
              memory: 64Mi
            limits:
              memory: 128Mi
          volumeMounts:
            - name: cache
              mountPath: /var/cache/nginx
      volumes:
        - name: cache
          emptyDir:
            sizeLimit: 100Mi
---
apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: shop
spec:
  selector:
    ${labels}
  ports:
    - name: http
      port: 80
      targetPort: http
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
  namespace: shop
data:
${settings.join('\n')}
  nginx.conf: |
    server {
      listen 80;
      location / {
        return 200 "${name}";
      }
    }
`;
}

/** A file of so many applications, 100 lines each. */
export function shopOf(applications: number): string {
  return Array.from({ length: applications }, (_, index) => applicationOf(`app-${index}`)).join('');
}
