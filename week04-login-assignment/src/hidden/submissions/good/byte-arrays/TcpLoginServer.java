package netprog.week04.login;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

public class TcpLoginServer implements Runnable
{
    private static final int LENGTH = 128;

    private final Socket socket;
    private final Authenticator users;
    private final byte[] in = new byte[LENGTH];
    private final byte[] out = new byte[LENGTH];

    private TcpLoginServer(Socket socket, Authenticator users)
    {
        this.socket = socket;
        this.users = users;
        for (int i = 0; i < LENGTH; i++)
        {
            out[i] = '?';
        }
    }

    public static void serve(ServerSocket listener, Authenticator users) throws IOException
    {
        while (!listener.isClosed())
        {
            Socket socket = null;
            try
            {
                socket = listener.accept();
                new Thread(new TcpLoginServer(socket, users)).start();
            }
            catch (IOException e)
            {
                if (!listener.isClosed())
                {
                    System.out.println("accept: " + e.getMessage());
                }
            }
        }
    }

    public void run()
    {
        String user = null;
        try
        {
            InputStream input = socket.getInputStream();
            OutputStream output = socket.getOutputStream();
            send(output, "Welcome to Server!!");
            while (true)
            {
                int have = 0;
                while (have < LENGTH)
                {
                    int n = input.read(in, have, LENGTH - have);
                    if (n == -1)
                    {
                        return; // between two messages or inside of one: the client has gone
                    }
                    have += n;
                }
                int length = 0;
                while (length < LENGTH && in[length] != 0)
                {
                    length++;
                }

                if (user == null)
                {
                    user = login(output, length);
                }
                else if (op(length) == '4')
                {
                    System.out.println("Session finished for " + user + ".");
                    return;
                }
                else
                {
                    work(output, length);
                }
            }
        }
        catch (IOException e)
        {
            System.out.println("client " + user + ": " + e.getMessage());
        }
        finally
        {
            try
            {
                socket.close();
            }
            catch (IOException e)
            {
                // closed is closed
            }
        }
    }

    private String login(OutputStream output, int length) throws IOException
    {
        LoginRequest request = null;
        try
        {
            request = LoginRequest.parse(new String(in, 0, length, StandardCharsets.UTF_8));
        }
        catch (IllegalArgumentException e)
        {
            System.out.println("no login: " + e.getMessage());
        }
        if (request == null)
        {
            send(output, "400 Bad Request");
            return null;
        }
        Authenticator.Result result = users.authenticate(request);
        if (result == Authenticator.Result.INVALID_ID)
        {
            send(output, "401 Invalid ID");
            return null;
        }
        if (result == Authenticator.Result.INVALID_PASSWORD)
        {
            send(output, "402 Invalid Password");
            return null;
        }
        send(output, "200 Welcome " + request.id() + "!!");
        return request.id();
    }

    /** The digit of the request, 0 if it is none. */
    private int op(int length)
    {
        if (length == 0 || in[0] < '1' || in[0] > '4')
        {
            return 0;
        }
        if (length == 1 || in[1] == ' ')
        {
            return in[0];
        }
        boolean lineEnd = (length == 2 && in[1] == '\n') || (length == 3 && in[1] == '\r' && in[2] == '\n');
        return lineEnd ? in[0] : 0;
    }

    private void work(OutputStream output, int length) throws IOException
    {
        int op = op(length);
        if (op == 0)
        {
            send(output, "400 Bad Request");
            return;
        }
        int to = 0;
        for (int from = 2; from < length; from++)
        {
            byte b = in[from];
            if (b >= 'a' && b <= 'z' && op != '2')
            {
                b -= 32;
            }
            else if (b >= 'A' && b <= 'Z' && op != '1')
            {
                b += 32;
            }
            out[to++] = b;
        }
        out[to] = 0;
        output.write(out, 0, LENGTH);
        output.flush();
    }

    private void send(OutputStream output, String text) throws IOException
    {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, out, 0, bytes.length);
        out[bytes.length] = 0;
        output.write(out, 0, LENGTH);
        output.flush();
    }
}
