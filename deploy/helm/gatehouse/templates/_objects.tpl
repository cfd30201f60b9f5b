{{- /* Objects that both components have. Arguments: component (control-plane, gateway), name, values, root. */ -}}
{{- define "gatehouse.metadata" -}}
name: {{ .name }}
namespace: {{ include "gatehouse.namespace" .root }}
labels:
  {{- include (printf "gatehouse.%s.labels" .component) .root | nindent 2 }}
{{- end -}}

{{- define "gatehouse.service-account" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "gatehouse.metadata" . | nindent 2 }}
  {{- with .values.serviceAccountAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{- define "gatehouse.pod-disruption-budget" -}}
{{- if .values.podDisruptionBudget.enabled -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "gatehouse.metadata" . | nindent 2 }}
spec:
  maxUnavailable: {{ .values.podDisruptionBudget.maxUnavailable }}
  selector:
    matchLabels:
      {{- include (printf "gatehouse.%s.selector" .component) .root | nindent 6 }}
{{- end -}}
{{- end -}}

{{- define "gatehouse.autoscaler" -}}
{{- with .values.autoscaling -}}
{{- if .enabled -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  {{- include "gatehouse.metadata" $ | nindent 2 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ $.name }}
  minReplicas: {{ .minReplicas }}
  maxReplicas: {{ .maxReplicas }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: {{ .cpuUtilization }}
{{- end -}}
{{- end -}}
{{- end -}}
