package netprog.lab.doctor;

import picocli.CommandLine;

/** The command as a process; the launcher is built later. */
final class Doctor {
    private Doctor() {}

    public static void main(String[] args) {
        long start = System.nanoTime();
        int status = new CommandLine(new DoctorCommand()).execute(args);
        System.err.println("millis " + (System.nanoTime() - start) / 1_000_000);
        System.exit(status);
    }
}
