package netprog.wire;

import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CountDownLatch;

/** A program for {@link ProgramIT}: it does what its first argument says. */
final class Child {
    static final int FLOOD = 5 << 20;

    private Child() {}

    /** The command that starts it with the Java that runs the tests. */
    static String[] command(String... args) throws URISyntaxException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
        command.add(new File(Child.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .getPath());
        command.add(Child.class.getName());
        command.addAll(List.of(args));
        return command.toArray(new String[0]);
    }

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "echo" -> echo();
            case "stay" -> stay(args[1]);
            case "stay-in-a-child" ->
                new ProcessBuilder(command("stay", args[1])).start().waitFor();
            case "flood" -> flood();
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void echo() {
        System.out.println("ready");
        System.err.println("no trouble so far");
        Scanner keyboard = new Scanner(System.in, "UTF-8");
        while (keyboard.hasNextLine()) {
            System.out.println("got " + keyboard.nextLine().length());
        }
        System.exit(3);
    }

    /** Holds a connection for ever, also where it is asked politely to end. */
    private static void stay(String port) throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(Child::waitForEver));
        try (Socket socket = new Socket("127.0.0.1", Integer.parseInt(port))) {
            socket.getOutputStream().write('!');
            waitForEver();
        }
    }

    private static void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void flood() {
        for (int i = 0; i < FLOOD / 1024; i++) {
            System.out.write(new byte[1024], 0, 1024);
        }
        System.out.flush();
    }
}
