// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admin;

import io.gatehouse.server.admission.ReviewVerdict;
import io.gatehouse.xds.ResourceType;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Counts what the control plane does. Safe for use by several threads.
public final class ControlPlaneMetrics {
    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter applied =
            Counter.builder()
                    .name("gatehouse_changes_applied_total")
                    .help("Changes of the configuration that were translated.")
                    .register(registry);
    private final Histogram live =
            Histogram.builder()
                    .name("gatehouse_change_live_seconds")
                    .help("From noticing a change until every proxy it concerns had taken it up.")
                    .classicOnly()
                    .classicUpperBounds(
                            0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30)
                    .register(registry);
    private final Counter refusals =
            Counter.builder()
                    .name("gatehouse_xds_refusals_total")
                    .help("Responses that a proxy refused.")
                    .labelNames("type")
                    .register(registry);

    private final Counter reviews =
            Counter.builder()
                    .name("gatehouse_admission_reviews_total")
                    .help("Objects that the API server had judged before it stored them.")
                    .labelNames("verdict")
                    .register(registry);
    private final Histogram reviewSeconds =
            Histogram.builder()
                    .name("gatehouse_admission_review_seconds")
                    .help("From a review's beginning to its answer.")
                    .classicOnly()
                    .classicUpperBounds(
                            0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5)
                    .register(registry);

    public ControlPlaneMetrics() {
        for (ReviewVerdict verdict : ReviewVerdict.values()) {
            reviews.initLabelValues(name(verdict));
        }
        for (ResourceType type : ResourceType.values()) {
            refusals.initLabelValues(ProxyText.name(type));
        }
    }

    /// A change has been translated.
    public void applied() {
        applied.inc();
    }

    /// Every proxy that a change concerns has taken it up.
    public void changeLive(Duration latency) {
        live.observe(latency.toNanos() / 1e9);
    }

    /// A proxy has refused a response.
    public void refused(ResourceType type) {
        refusals.labelValues(ProxyText.name(type)).inc();
    }

    /// The API server has been told what to do with an object.
    public void reviewed(ReviewVerdict verdict, Duration took) {
        reviews.labelValues(name(verdict)).inc();
        reviewSeconds.observe(took.toNanos() / 1e9);
    }

    private static String name(ReviewVerdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    /// Everything, what is read off `view` included, in Prometheus' text format.
    String exposition(AdminView view) {
        List<MetricSnapshot> all = new ArrayList<>(StateMetrics.of(view));
        all.addAll(ClusterMetrics.of(view));
        all.addAll(ProcessMetrics.now());
        registry.scrape().forEach(all::add);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(text, new MetricSnapshots(all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString(StandardCharsets.UTF_8);
    }
}
