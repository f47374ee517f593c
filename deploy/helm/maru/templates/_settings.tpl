{{/* What the programs read from their environment. */}}

{{- define "maru.secretName" -}}
{{ default (include "maru.fullname" .) .Values.secrets.name }}
{{- end }}

{{/* Settings in the Secret, as JSON: {"names": […]}. */}}
{{- define "maru.secretSettings" -}}
{{- $keys := .Values.secrets.keys -}}
{{- if .Values.postgres.enabled -}}
{{- $keys = without $keys "DATABASE_URL" -}}
{{- else if not (has "DATABASE_URL" $keys) -}}
{{- fail "secrets.keys: DATABASE_URL is missing and postgres.enabled is false" -}}
{{- end -}}
{{- range list "JWT_SECRET" "METRICS_TOKEN" -}}
{{- if not (has . $keys) -}}
{{- fail (printf "secrets.keys: %s is missing, production needs it" .) -}}
{{- end -}}
{{- end -}}
{{- if .Values.settings.S3_BUCKET -}}
{{- range list "S3_ACCESS_KEY_ID" "S3_SECRET_ACCESS_KEY" -}}
{{- if not (has . $keys) -}}
{{- fail (printf "secrets.keys: %s is missing while settings.S3_BUCKET is set" .) -}}
{{- end -}}
{{- end -}}
{{- else if not .Values.data.persistence.enabled -}}
{{- fail "pictures need a home: give the S3_… settings or set data.persistence.enabled" -}}
{{- end -}}
{{ toJson (dict "names" $keys) }}
{{- end }}

{{/* All keys of the Secret, as JSON: {"names": […]}. The settings and what is no setting of Maru. */}}
{{- define "maru.secretKeys" -}}
{{- $keys := (include "maru.secretSettings" . | fromJson).names -}}
{{- if .Values.postgres.enabled -}}
{{- $keys = concat $keys (list "POSTGRES_PASSWORD" "POSTGRES_APP_PASSWORD") -}}
{{- if .Values.postgresExporter.enabled -}}
{{- $keys = append $keys "POSTGRES_EXPORTER_PASSWORD" -}}
{{- end -}}
{{- else if .Values.postgresExporter.enabled -}}
{{- $keys = append $keys "POSTGRES_EXPORTER_URL" -}}
{{- end -}}
{{ toJson (dict "names" $keys) }}
{{- end }}

{{/* The data of the ConfigMap. */}}
{{- define "maru.settings" -}}
NODE_ENV: production
HOST: 0.0.0.0
PORT: '3000'
WORKER_PORT: '3001'
DATA_DIR: /var/lib/maru
MIGRATE: 'off'
WORKER: 'off'
PUBLIC_URL: {{ include "maru.publicUrl" . | quote }}
{{- range $name, $value := omit .Values.settings "PUBLIC_URL" }}
{{ $name }}: {{ $value | quote }}
{{- end }}
{{- if .Values.databaseCa }}
NODE_EXTRA_CA_CERTS: /etc/maru/database-ca/ca.pem
{{- end }}
{{- end }}

{{/* A variable that is a key of the Secret. Call as: include "maru.fromSecret" (list $ "NAME" "KEY") */}}
{{- define "maru.fromSecret" -}}
- name: {{ index . 1 }}
  valueFrom:
    secretKeyRef:
      name: {{ include "maru.secretName" (index . 0) }}
      key: {{ index . 2 }}
{{- end }}

{{/* The fields env and envFrom of a container that runs one of the programs. */}}
{{- define "maru.environment" -}}
envFrom:
  - configMapRef:
      name: {{ include "maru.fullname" . }}
env:
{{- if .Values.postgres.enabled }}
  # Before the address that it becomes part of.
  {{- include "maru.fromSecret" (list . "POSTGRES_APP_PASSWORD" "POSTGRES_APP_PASSWORD") | nindent 2 }}
  - name: DATABASE_URL
    value: postgres://maru_app:$(POSTGRES_APP_PASSWORD)@{{ include "maru.postgresHost" . }}:5432/maru
{{- end }}
{{- range (include "maru.secretSettings" . | fromJson).names }}
  {{- include "maru.fromSecret" (list $ . .) | nindent 2 }}
{{- end }}
{{- end }}
