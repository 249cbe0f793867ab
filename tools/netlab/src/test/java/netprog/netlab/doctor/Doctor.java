package netprog.netlab.doctor;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * The command as a process; the launcher is built later. It is asked once for each argument, which holds a whole command
 * line: to start Java takes longer than an examination.
 */
final class Doctor {
    private Doctor() {}

    public static void main(String[] questions) {
        for (String question : questions) {
            StringWriter output = new StringWriter();
            long start = System.nanoTime();
            int status = new CommandLine(new DoctorCommand())
                    .setOut(new PrintWriter(output, true))
                    .execute(question.split(" "));
            long millis = (System.nanoTime() - start) / 1_000_000;
            System.out.println("status " + status + " millis " + millis);
            System.out.println(output.toString().replaceAll("\\R", " "));
        }
    }
}
