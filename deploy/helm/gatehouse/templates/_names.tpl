{{- define "gatehouse.namespace" -}}
{{- .Values.namespace | default (eq .Release.Namespace "default" | ternary "istio-system" .Release.Namespace) -}}
{{- end -}}

{{- define "gatehouse.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "gatehouse.labels" -}}
app.kubernetes.io/part-of: gatehouse
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end -}}

{{- define "gatehouse.control-plane.selector" -}}
app: gatehouse
{{- end -}}

{{- /* Labels of pods do not change with the chart's version: that alone restarts nothing. */ -}}
{{- define "gatehouse.control-plane.pod-labels" -}}
{{ include "gatehouse.control-plane.selector" . }}
app.kubernetes.io/name: gatehouse
app.kubernetes.io/component: control-plane
{{- end -}}

{{- define "gatehouse.control-plane.labels" -}}
{{ include "gatehouse.control-plane.pod-labels" . }}
{{ include "gatehouse.labels" . }}
{{- end -}}

{{- define "gatehouse.gateway.selector" -}}
{{ toYaml (merge (dict "app" .Values.gateway.name) .Values.gateway.labels) }}
{{- end -}}

{{- define "gatehouse.gateway.pod-labels" -}}
{{ include "gatehouse.gateway.selector" . }}
app.kubernetes.io/name: {{ .Values.gateway.name }}
app.kubernetes.io/component: gateway
{{- end -}}

{{- define "gatehouse.gateway.labels" -}}
{{ include "gatehouse.gateway.pod-labels" . }}
{{ include "gatehouse.labels" . }}
{{- end -}}
