package netprog.lab.machine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import netprog.util.Addresses;
import netprog.util.Bytes;
import netprog.util.LocalAddress;
import netprog.util.Messages;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the addresses of this machine in words that a beginner understands, the one to tell a partner first of all. */
@Command(name = "addresses")
public final class AddressesCommand implements Callable<Integer> {
    private static final Messages MESSAGES = new Messages("netprog.lab.machine.messages");

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Shows the addresses. */
    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        List<LocalAddress> all = LocalAddress.all();
        Optional<LocalAddress> best = LocalAddress.forPartner(all);
        if (json) {
            ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
            out.println(mapper.writeValueAsString(document(all, best)));
            return 0;
        }
        out.println(best.map(a -> MESSAGES.get("addresses.partner", Addresses.show(a.address())))
                .orElseGet(() -> MESSAGES.get("addresses.alone")));
        out.println();
        table(out, rows(all, best));
        out.println();
        out.println(MESSAGES.get("addresses.native", nativeCommand()));
        return 0;
    }

    private static List<String[]> rows(List<LocalAddress> all, Optional<LocalAddress> best) {
        List<String[]> rows = new ArrayList<>();
        for (LocalAddress each : all) {
            rows.add(new String[] {
                Bytes.escape(each.interfaceName()),
                Addresses.show(each.address()) + "/" + each.prefixLength(),
                words(each, best.isPresent() && best.get().equals(each))
            });
        }
        return rows;
    }

    /** What a beginner needs to know of one address. */
    private static String words(LocalAddress address, boolean best) {
        StringBuilder words = new StringBuilder(MESSAGES.get(
                best ? "addresses.best" : "scope." + address.scope().name()));
        if (!address.adapter().product().isEmpty()) {
            String key = address.hostSide() ? "addresses.host-side" : "addresses.guest";
            words.append("; ").append(MESSAGES.get(key, address.adapter().product()));
        }
        if (!address.up()) {
            words.append("; ").append(MESSAGES.get("addresses.down"));
        }
        return words.toString();
    }

    private static void table(PrintWriter out, List<String[]> rows) {
        int names = rows.stream().mapToInt(r -> r[0].length()).max().orElse(0);
        int addresses = rows.stream().mapToInt(r -> r[1].length()).max().orElse(0);
        for (String[] row : rows) {
            out.println(String.format("  %-" + names + "s  %-" + addresses + "s  %s", (Object[]) row));
        }
    }

    private static Map<String, Object> document(List<LocalAddress> all, Optional<LocalAddress> best) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (LocalAddress each : all) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("interface", each.interfaceName());
            row.put("description", each.description());
            row.put("address", Addresses.show(each.address()));
            row.put("prefixLength", each.prefixLength());
            row.put("mac", each.mac());
            row.put("scope", each.scope().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            row.put("adapter", each.adapter().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            row.put("up", each.up());
            row.put("forPartner", best.isPresent() && best.get().equals(each));
            rows.add(row);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("forPartner", best.map(a -> Addresses.show(a.address())).orElse(null));
        document.put("addresses", rows);
        return document;
    }

    private static String nativeCommand() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return system.startsWith("windows") ? "ipconfig /all" : system.startsWith("mac") ? "ifconfig" : "ip a";
    }
}
