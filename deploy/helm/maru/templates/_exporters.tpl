{{/*
The Deployment and the Service of an exporter. Call as:
include "maru.exporter" (dict "root" $ "component" "redis-exporter" "values" .Values.redisExporter "port" 9121 "env" "…")
*/}}
{{- define "maru.exporter" -}}
{{- $name := printf "%s-%s" (include "maru.fullname" .root) .component }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ $name }}
  labels:
    {{- include "maru.labels" (list .root .component) | nindent 4 }}
  annotations:
    argocd.argoproj.io/sync-wave: '1'
spec:
  replicas: 1
  revisionHistoryLimit: 2
  selector:
    matchLabels:
      {{- include "maru.selector" (list .root .component) | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "maru.labels" (list .root .component) | nindent 8 }}
    spec:
      {{- include "maru.podSecurity" (dict "user" 65534 "group" 65534) | nindent 6 }}
      containers:
        - name: {{ .component }}
          image: {{ printf "%s:%s" .values.image.repository .values.image.tag }}
          imagePullPolicy: IfNotPresent
          env:
            {{- .env | nindent 12 }}
          ports:
            - name: metrics
              containerPort: {{ .port }}
          # The front page doesn't ask what is watched.
          livenessProbe:
            httpGet:
              path: /
              port: metrics
            periodSeconds: 20
          readinessProbe:
            httpGet:
              path: /
              port: metrics
          {{- include "maru.containerSecurity" .root | nindent 10 }}
          resources:
            {{- toYaml .values.resources | nindent 12 }}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ $name }}
  labels:
    {{- include "maru.labels" (list .root .component) | nindent 4 }}
spec:
  type: ClusterIP
  selector:
    {{- include "maru.selector" (list .root .component) | nindent 4 }}
  ports:
    - name: metrics
      port: {{ .port }}
      targetPort: metrics
{{- end }}

{{- define "maru.postgresExporterVariables" -}}
{{- if .Values.postgres.enabled -}}
- name: DATA_SOURCE_URI
  value: {{ include "maru.postgresHost" . }}:5432/maru?sslmode=disable
- name: DATA_SOURCE_USER
  value: maru_exporter
{{ include "maru.fromSecret" (list . "DATA_SOURCE_PASS" "POSTGRES_EXPORTER_PASSWORD") }}
{{- else -}}
{{ include "maru.fromSecret" (list . "DATA_SOURCE_NAME" "POSTGRES_EXPORTER_URL") }}
{{- end }}
{{- end }}

{{- define "maru.redisExporterVariables" -}}
{{- if not (has "REDIS_URL" .Values.secrets.keys) -}}
{{- fail "redisExporter.enabled: secrets.keys has no REDIS_URL" -}}
{{- end -}}
- name: REDIS_ADDR
  valueFrom:
    secretKeyRef:
      name: {{ include "maru.secretName" . }}
      key: REDIS_URL
{{- end }}
