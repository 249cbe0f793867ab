package netprog.netlab.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import netprog.wire.CommandLoop;
import netprog.wire.Program;
import netprog.wire.SystemProgram;

/** The capture of {@link SampleExchanges}, made once for all tests that use it, and its JSON document. */
final class SampleCapture {
    private static SampleCapture once;

    final Path file;
    final JsonNode ladder;
    private final Map<String, String[]> ports = new HashMap<>();

    private SampleCapture(Path file) throws IOException {
        this.file = file;
        SystemProgram.find("nft", "nftables");
        try (Program exchanges = NetlabCommands.start(
                NetlabCommands.isolated(NetlabCommands.java(SampleExchanges.class, file.toString())))) {
            assertThat(exchanges.awaitExit(Program.TIMEOUT.multipliedBy(2)))
                    .as(exchanges.toString())
                    .isZero();
            exchanges.output().lines().forEach(line -> {
                String[] words = line.split(" (?=\\d+( \\d+)?$)"); // the name, which may have a space, and two ports
                ports.put(words[0], new String[] {":" + words[1], ":" + words[2]});
            });
        }
        CommandLoop.Result document = NetlabCommands.run("ladder", "--json", "--all", file.toString());
        assertThat(document.status()).as(document.errors()).isZero();
        this.ladder = new ObjectMapper().readTree(document.output());
    }

    static synchronized SampleCapture get() throws IOException {
        if (once == null) {
            Path file = Files.createTempFile("netprog", ".pcapng");
            file.toFile().deleteOnExit();
            once = new SampleCapture(file);
        }
        return once;
    }

    /** One exchange, by its name in {@link SampleExchanges}. */
    JsonNode exchange(String name) {
        String[] port = ports.get(name);
        for (JsonNode each : ladder.get("conversations")) {
            if (each.get("client").asText().endsWith(port[0])
                    && each.get("server").asText().endsWith(port[1])
                    && each.get("protocol").asText().equals(isUdp(name) ? "udp" : "tcp")) {
                return each;
            }
        }
        throw new AssertionError("no exchange " + name + " with " + List.of(port) + " in " + ladder.toPrettyString());
    }

    private static boolean isUdp(String name) {
        return name.startsWith("udp") || name.equals("prohibited");
    }

    /** Runs tshark on the capture: the fields of the lines that it prints. */
    List<String[]> tshark(String... args) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(SystemProgram.find("tshark", "tshark"), "-n", "-r", file.toString()));
        command.addAll(List.of(args));
        try (Program program = NetlabCommands.start(command)) {
            assertThat(program.awaitExit()).as(program.toString()).isZero();
            return program.output().lines().map(line -> line.split("\t", -1)).toList();
        }
    }
}
