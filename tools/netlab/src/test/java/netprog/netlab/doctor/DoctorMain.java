package netprog.netlab.doctor;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine;

/**
 * The command as a process; the launcher is built later. It is asked once for each argument, which holds a whole command
 * line: to start Java takes longer than an examination. After the argument {@code together} all are asked at the same time.
 */
final class DoctorMain {
    private DoctorMain() {}

    public static void main(String[] questions) throws Exception {
        boolean together = questions[0].equals("together");
        List<String> lines = List.of(questions).subList(together ? 1 : 0, questions.length);
        ExecutorService threads = Executors.newFixedThreadPool(together ? lines.size() : 1);
        List<Future<String>> answers = new ArrayList<>();
        lines.forEach(line -> answers.add(threads.submit(() -> ask(line))));
        for (Future<String> answer : answers) {
            System.out.println(answer.get());
        }
        System.exit(0);
    }

    private static String ask(String question) {
        StringWriter output = new StringWriter();
        long start = System.nanoTime();
        int status = new CommandLine(new DoctorCommand())
                .setOut(new PrintWriter(output, true))
                .execute(question.split(" "));
        long millis = (System.nanoTime() - start) / 1_000_000;
        return "status " + status + " millis " + millis + System.lineSeparator()
                + output.toString().replaceAll("\\R", " ");
    }
}
