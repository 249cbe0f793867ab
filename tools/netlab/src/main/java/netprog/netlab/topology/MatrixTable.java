package netprog.netlab.topology;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import netprog.netlab.topology.Matrix.Exchange;
import netprog.util.Messages;

/** Shows a matrix, as text that Markdown takes for a table, or as a document for programs. */
final class MatrixTable {
    private static final Messages MESSAGES = Lab.MESSAGES;

    private final List<Exchange> exchanges;

    MatrixTable(List<Exchange> exchanges) {
        this.exchanges = exchanges;
    }

    /** What stands in no table and should, and the other way round. */
    List<Exchange> surprises() {
        return exchanges.stream().filter(e -> e.seen() != e.expected()).toList();
    }

    /** The table: rows ask, columns answer. */
    List<String> table() {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("from \\ to"));
        head.addAll(Matrix.HOSTS);
        rows.add(head);
        for (String from : Matrix.HOSTS) {
            List<String> row = new ArrayList<>(List.of(from));
            Matrix.HOSTS.forEach(to -> row.add(cell(between(from, to))));
            rows.add(row);
        }
        int[] widths = new int[head.size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            lines.add(line(row, widths));
            if (row == head) {
                lines.add("|" + "---|".repeat(widths.length));
            }
        }
        return lines;
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            line.append(' ')
                    .append(row.get(i))
                    .append(" ".repeat(widths[i] - row.get(i).length() + 1))
                    .append('|');
        }
        return line.toString();
    }

    private static String cell(List<Exchange> all) {
        List<Exchange> good = all.stream().filter(Exchange::seen).toList();
        if (all.isEmpty()) {
            return "-";
        } else if (good.size() == all.size()) {
            return MESSAGES.get("matrix.yes");
        } else if (good.isEmpty()) {
            return MESSAGES.get("matrix.no");
        }
        List<String> names = new ArrayList<>();
        for (MatrixService service : MatrixService.values()) {
            List<Exchange> its =
                    good.stream().filter(e -> e.service() == service).toList();
            if (its.size() == 2) {
                names.add(service.toString());
            } else {
                its.forEach(e -> names.add(service + "/" + e.protocol()));
            }
        }
        return String.join(" ", names);
    }

    /** What the clients said that got no answer, a line for each pair of hosts. */
    List<String> reasons() {
        List<String> lines = new ArrayList<>();
        for (String from : Matrix.HOSTS) {
            for (String to : Matrix.HOSTS) {
                String tcp = said(from, to, true);
                String udp = said(from, to, false);
                if (!(tcp + udp).isEmpty()) {
                    lines.add(String.format("%-18s  %-24s  %s", from + " -> " + to, tcp, udp)
                            .stripTrailing());
                }
            }
        }
        return lines;
    }

    private String said(String from, String to, boolean tcp) {
        TreeSet<String> words = new TreeSet<>();
        between(from, to).stream().filter(e -> e.tcp() == tcp && !e.seen()).forEach(e -> words.add(e.said()));
        return words.isEmpty() ? "" : (tcp ? "TCP: " : "UDP: ") + String.join(", ", words);
    }

    private List<Exchange> between(String from, String to) {
        return exchanges.stream()
                .filter(e -> e.from().equals(from) && e.to().equals(to))
                .toList();
    }

    /** One row for each client that ran. */
    List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Exchange each : exchanges) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("from", each.from());
            row.put("to", each.to());
            row.put("service", each.service().toString());
            row.put("protocol", each.protocol());
            row.put("port", each.service().port());
            row.put("expected", each.expected());
            row.put("seen", each.seen());
            row.put("said", each.said());
            rows.add(row);
        }
        return rows;
    }
}
