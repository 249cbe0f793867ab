package netprog.netlab.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares each look at the sockets with the one before. A socket is recognised by its protocol and both its ends; of
 * several with the same ones, the first is taken for the first, and so on. A socket of another process is new.
 */
final class SocketChanges {
    /** What has happened to a socket. */
    enum Mark {
        /** Nothing for a while. */
        SAME(' '),
        /** It was not there before. */
        NEW('+'),
        /** It is gone; the row shows how it was last. */
        GONE('-'),
        /** It is in another state. */
        CHANGED('~');

        private final char sign;

        Mark(char sign) {
            this.sign = sign;
        }

        /** One character for it. */
        char sign() {
            return sign;
        }
    }

    /**
     * One socket and what has happened to it.
     *
     * @param socket how it is; if it is gone, how it was
     * @param before the state before, if it has changed; else empty
     * @param age how many looks ago it happened, 0 for the last one
     */
    record Row(OpenSocket socket, Mark mark, String before, int age) {}

    private final int keep;
    private Map<String, Row> rows;

    /** Starts with nothing seen; {@code keep} is for how many more looks a mark stays, and with it a row that is gone. */
    SocketChanges(int keep) {
        this.keep = keep;
    }

    /** Compares all sockets: returns a row for each, and those that are gone in their old place; no marks at first. */
    List<Row> next(List<OpenSocket> sockets) {
        Map<String, Row> now = new LinkedHashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        for (OpenSocket socket : sockets) {
            String name = socket.protocol() + " " + socket.localText() + " " + socket.remoteText();
            String key = name + " " + counts.merge(name, 1, Integer::sum);
            now.put(key, rows == null ? new Row(socket, Mark.SAME, "", 0) : row(rows.get(key), socket));
        }
        rows = rows == null ? now : withThoseThatAreGone(now);
        return List.copyOf(rows.values());
    }

    private Row row(Row old, OpenSocket socket) {
        boolean otherProcess = old != null
                && old.socket().pid() >= 0
                && socket.pid() >= 0
                && old.socket().pid() != socket.pid();
        if (old == null || old.mark() == Mark.GONE || otherProcess) {
            return new Row(socket, Mark.NEW, "", 0);
        } else if (!old.socket().state().equals(socket.state())) {
            return new Row(socket, Mark.CHANGED, old.socket().state(), 0);
        } else if (old.age() >= keep) {
            return new Row(socket, Mark.SAME, "", 0);
        }
        return new Row(socket, old.mark(), old.before(), old.age() + 1);
    }

    /** Puts each row that is gone behind the row that it stood behind. */
    private Map<String, Row> withThoseThatAreGone(Map<String, Row> now) {
        Map<String, List<Map.Entry<String, Row>>> behind = new HashMap<>();
        String last = "";
        for (Map.Entry<String, Row> old : rows.entrySet()) {
            boolean gone = old.getValue().mark() == Mark.GONE;
            if (now.containsKey(old.getKey())) {
                last = old.getKey();
            } else if (!gone || old.getValue().age() < keep) {
                int age = gone ? old.getValue().age() + 1 : 0;
                Row row = new Row(old.getValue().socket(), Mark.GONE, "", age);
                behind.computeIfAbsent(last, key -> new ArrayList<>()).add(Map.entry(old.getKey(), row));
            }
        }
        Map<String, Row> all = new LinkedHashMap<>();
        behind.getOrDefault("", List.of()).forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        now.forEach((key, row) -> {
            all.put(key, row);
            behind.getOrDefault(key, List.of()).forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        });
        return all;
    }
}
